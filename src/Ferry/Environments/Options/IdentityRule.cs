namespace Ferry.Environments;

/// <summary>How the rows of one table are recognised: one natural key or several in order of trust, <c>"primary-key"</c>, or <c>"none"</c>.</summary>
/// <param name="Kind">By what.</param>
/// <param name="Keys">The natural keys, each a list of columns that may be normalised: <c>lower(email)</c>. Empty for the other kinds.</param>
public sealed record IdentityRule(IdentityKind Kind, IReadOnlyList<IReadOnlyList<string>> Keys);
