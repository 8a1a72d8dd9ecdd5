namespace Ferry.Merging;

/// <summary>A declared foreign key.</summary>
/// <param name="Name">The constraint's name; may be empty in SQLite.</param>
/// <param name="Columns">The referring columns in order.</param>
/// <param name="ParentTable">The table referred to.</param>
/// <param name="ParentColumns">The columns referred to, in the same order.</param>
public sealed record ReferenceShape(string Name, IReadOnlyList<string> Columns, string ParentTable, IReadOnlyList<string> ParentColumns);
