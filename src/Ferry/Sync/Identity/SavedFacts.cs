namespace Ferry.Sync.Identity;

/// <summary><see cref="IdentityFacts"/> as they are kept.</summary>
/// <param name="Keys">Facts about keys, by how a plan shows them.</param>
/// <param name="Agreement">How far same-id rows agreed.</param>
internal sealed record SavedFacts(IReadOnlyDictionary<string, KeyFacts> Keys, AgreementFacts? Agreement);
