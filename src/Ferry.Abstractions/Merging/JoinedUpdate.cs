namespace Ferry.Merging;

/// <summary>An UPDATE of one table from the rows of others.</summary>
/// <param name="Table">The table that changes, quoted and complete.</param>
/// <param name="Alias">The name it has in the expressions.</param>
/// <param name="Set">Bare column names, and the expressions that they become.</param>
/// <param name="From">The other tables with their aliases, as after FROM.</param>
/// <param name="Where">What ties the rows together, and which of them change.</param>
public sealed record JoinedUpdate(string Table, string Alias, IReadOnlyList<(string Column, string Value)> Set, string From, string Where);
