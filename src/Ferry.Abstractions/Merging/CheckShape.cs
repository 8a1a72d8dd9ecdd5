namespace Ferry.Merging;

/// <summary>A condition that the server demands of every row.</summary>
/// <param name="Name">The constraint's name.</param>
/// <param name="Condition">The condition as SQL over the table's columns.</param>
public sealed record CheckShape(string Name, string Condition);
