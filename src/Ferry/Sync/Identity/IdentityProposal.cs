using System.Globalization;
using Ferry.Environments;
using Ferry.Sync.Model;
using Ferry.Sync.Rules;

namespace Ferry.Sync.Identity;

/// <summary>How the rows of one table could be recognised, before a row was looked at.</summary>
internal sealed record IdentityProposal
{
    /// <summary>The table.</summary>
    public required TablePair Table { get; init; }

    /// <summary>What the configuration says; null when it says nothing.</summary>
    public IdentitySetting? Configured { get; init; }

    /// <summary>What the primary key is like.</summary>
    public required PrimaryKeyKind PrimaryKey { get; init; }

    /// <summary>Natural keys that the schema suggests, in order of trust.</summary>
    public IReadOnlyList<KeyCandidate> Candidates { get; init; } = [];

    /// <summary>The highest id that a restore brought from the source; null when none did.</summary>
    public string? Mark { get; init; }

    /// <summary>When same-id rows would agree; null where equal ids are not in question.</summary>
    public IdAgreement? Agreement { get; init; }

    /// <summary>The keys whose uniqueness on both sides is to be found out. Not needed once rows were paired by an earlier run.</summary>
    public IEnumerable<KeyRule> KeysToProve => Candidates.SelectMany(candidate => candidate.Forms);

    /// <summary>Whether to find out how far same-id rows agree.</summary>
    public bool AsksForAgreement => Agreement is not null;

    /// <summary>Decides, by what the rows say.</summary>
    public IdentityChoice Decide(IdentityFacts facts) => Configured is { } setting ? OfSetting(setting) : OfSchema(facts);

    private IdentityChoice OfSetting(IdentitySetting setting)
    {
        var choice = new IdentityChoice { Table = Table.Name, Basis = IdentityBasis.Configured, Reason = "configured", Keys = setting.Keys };
        return setting.Kind switch
        {
            IdentityKind.Columns => WithMark(choice) with { Ids = PrimaryKey.IsValue() ? IdMeaning.Same : WithMark(choice).Ids },
            IdentityKind.PrimaryKey when PrimaryKey is PrimaryKeyKind.None or PrimaryKeyKind.Different => choice with { Findings = [Fault("sync.identity-no-primary-key", "has no primary key that both sides share")] },
            IdentityKind.PrimaryKey => choice with { Ids = IdMeaning.Same },
            _ when PrimaryKey is PrimaryKeyKind.Numbered or PrimaryKeyKind.None => choice,
            _ => choice with { Findings = [Fault("sync.identity-none-impossible", "does not number its rows, so that rows of both sides cannot stand side by side under the same key")] },
        };
    }

    private IdentityChoice OfSchema(IdentityFacts facts)
    {
        var proven = Candidates.Select(candidate => (candidate.Reason, Key: candidate.Forms.FirstOrDefault(facts.IsProven))).Where(entry => entry.Key is not null).ToList();
        var choice = PrimaryKey.IsValue() ? OfValue() : OfNumber(proven.Count == 0 ? facts.Agreement : null);
        if (proven.Count == 0)
        {
            return PrimaryKey == PrimaryKeyKind.Different
                ? choice with { Findings = [Fault("sync.identity-needs-key", "has ids of different kinds on the two sides, and no other column is unique on both")] }
                : choice;
        }

        IReadOnlyList<KeyRule> keys = [.. proven.Select(entry => entry.Key!)];
        return choice with
        {
            Basis = IdentityBasis.Inferred,
            Keys = keys,
            EqualRows = false,
            Reason = $"inferred: {string.Join("; ", proven.Select(entry => $"{entry.Key}, {entry.Reason}"))}; unique on both sides{(choice.Mark is null ? "" : $"; {choice.Reason}")}",
            Confirmation = Confirmation.Wanted,
            Setting = IdentityText.Of(keys),
        };
    }

    private IdentityChoice OfValue() => new()
    {
        Table = Table.Name,
        Basis = IdentityBasis.Value,
        Ids = IdMeaning.Same,
        Reason = PrimaryKey == PrimaryKeyKind.References ? "the rows that it refers to" : "the primary key, a value of its own",
    };

    private IdentityChoice OfNumber(AgreementFacts? agreement)
    {
        var choice = WithMark(new() { Table = Table.Name, Basis = IdentityBasis.Equality, EqualRows = true, Reason = "rows that are equal in every cell" });
        if (Mark is not null || agreement is not { Pairs: > 0 })
        {
            return choice;
        }

        var share = string.Create(CultureInfo.InvariantCulture, $"{agreement.Agreeing:N0} of {agreement.Pairs:N0} rows with the same id agree in {Telling}");
        if (agreement.Pairs < IdAgreement.FewestPairs)
        {
            return choice with { Reason = $"{choice.Reason}; too few rows to judge ids by: {share}", Confirmation = Confirmation.Wanted, Setting = IdentityText.None };
        }

        return agreement.Share >= IdAgreement.Threshold
            ? choice with
            {
                Basis = IdentityBasis.Agreement, Ids = IdMeaning.SameIfAgreeing, Agreement = Agreement, Reason = $"the same id, where the rows agree: {share}",
                Confirmation = Confirmation.Needed, Setting = IdentityText.PrimaryKey,
            }
            : choice with { Reason = $"{choice.Reason}; ids mean nothing: only {share}", Confirmation = Confirmation.Wanted, Setting = IdentityText.None };
    }

    private string Telling => Agreement!.Columns.Count == 1 ? Agreement.Columns[0] : $"at least {Agreement.Least} of {string.Join(", ", Agreement.Columns)}";

    private IdentityChoice WithMark(IdentityChoice choice) => Mark is null || PrimaryKey != PrimaryKeyKind.Numbered ? choice : choice with
    {
        Basis = choice.Basis == IdentityBasis.Configured ? choice.Basis : IdentityBasis.Lineage,
        Ids = IdMeaning.SameToMark,
        Mark = Mark,
        Reason = $"{(choice.Basis == IdentityBasis.Configured ? "configured; " : "")}the same id up to {Mark}, which a restore brought here",
    };

    private Finding Fault(string code, string fault) => new(
        FindingSeverity.Failure, code, $"Table {Table.Name} {fault}.", $"Name its natural key: \"Sync\": {{ \"Identity\": {{ \"{Table.Name}\": [\"column\"] }} }}, or leave the table out.");
}
