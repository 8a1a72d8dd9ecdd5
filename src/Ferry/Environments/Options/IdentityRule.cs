namespace Ferry.Environments;

/// <summary>How the rows of one table are recognised: a list of columns, <c>"primary-key"</c>, or <c>"none"</c>.</summary>
/// <param name="Kind">By what.</param>
/// <param name="Columns">The natural key's columns; empty for the other kinds.</param>
public sealed record IdentityRule(IdentityKind Kind, IReadOnlyList<string> Columns);
