using Ferry.Sync.Rules;

namespace Ferry.Sync.Identity;

/// <summary>What the rows of both sides say about a proposal.</summary>
/// <param name="Keys">Facts about each key of <see cref="IdentityProposal.KeysToProve"/>.</param>
/// <param name="Agreement">How far same-id rows agree; null where it was not asked for.</param>
internal sealed record IdentityFacts(IReadOnlyDictionary<KeyRule, KeyFacts> Keys, AgreementFacts? Agreement = null)
{
    /// <summary>No facts: nothing is proven.</summary>
    public static IdentityFacts None { get; } = new(new Dictionary<KeyRule, KeyFacts>());

    /// <summary>Whether a key was found to be unique on both sides.</summary>
    public bool IsProven(KeyRule key) => Keys.TryGetValue(key, out var facts) && facts.Unique;
}
