namespace Ferry.Sync.Model;

/// <summary>Tables that refer to each other in a circle, or one table alone.</summary>
/// <param name="Tables">The tables, in the order of their names.</param>
/// <param name="Circle">How they refer to each other, shortest way round, such as <c>users.team_id → teams.owner_id → users</c>; null for a table that
/// is part of no circle. A table that refers to itself is one.</param>
internal sealed record TableGroup(IReadOnlyList<string> Tables, string? Circle);
