using Ferry.Sync.Rules;

namespace Ferry.Sync.Identity;

/// <summary>How the rows of one table are recognised, decided. Pairs that were recorded by earlier runs go before all of it; then come lineage, the natural keys in their
/// order, equality in every cell, and equal ids as far as they mean anything; what is left is new.</summary>
internal sealed record IdentityChoice
{
    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>Where the choice comes from.</summary>
    public required IdentityBasis Basis { get; init; }

    /// <summary>Natural keys in order of trust.</summary>
    public IReadOnlyList<KeyRule> Keys { get; init; } = [];

    /// <summary>What equal ids mean.</summary>
    public IdMeaning Ids { get; init; }

    /// <summary>The highest id that came by a restore, when <see cref="Ids"/> is <see cref="IdMeaning.SameToMark"/>.</summary>
    public string? Mark { get; init; }

    /// <summary>When same-id rows agree, when <see cref="Ids"/> is <see cref="IdMeaning.SameIfAgreeing"/>.</summary>
    public IdAgreement? Agreement { get; init; }

    /// <summary>Whether rows that are equal in every cell after mapping, ids aside, are the same row, as many as there are on both sides.</summary>
    public bool EqualRows { get; init; }

    /// <summary>Why, as the plan says it.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether a person should look at it.</summary>
    public Confirmation Confirmation { get; init; }

    /// <summary>The value of <c>Sync:Identity:{table}</c>, as JSON, that settles the choice for good; null when it is settled.</summary>
    public string? Setting { get; init; }

    /// <summary>What is wrong or deserves a look.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>The choice where nobody is there to confirm it.</summary>
    public IdentityChoice Unattended => Confirmation != Confirmation.Needed ? this : this with
    {
        Basis = IdentityBasis.Equality,
        Ids = Mark is null ? IdMeaning.Nothing : IdMeaning.SameToMark,
        Agreement = null,
        EqualRows = true,
        Confirmation = Confirmation.None,
        Reason = $"rows that are equal in every cell; not confirmed: {Reason}",
    };
}
