namespace Ferry.MySql.Ddl;

/// <summary>One definition between the parentheses of CREATE TABLE.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Name of the column, key or constraint, if it has one.</param>
/// <param name="Sql">Its text, verbatim, without the comma.</param>
internal sealed record TableElement(TableElementKind Kind, string? Name, string Sql)
{
    /// <summary>Index of its first character in the statement.</summary>
    public int Start { get; init; }

    /// <summary>Leading columns of a key, in order; a functional part is null.</summary>
    public IReadOnlyList<string?> KeyColumns { get; init; } = [];

    /// <summary>Whether the server hashes the whole key (USING HASH) or keeps it free of overlaps: things that it builds only with the table.</summary>
    public bool Special { get; init; }

    /// <summary>The table that a foreign key refers to.</summary>
    public string? References { get; init; }

    /// <summary>Whether it is a key that could stand in an ALTER TABLE … ADD.</summary>
    public bool IsSecondaryKey =>
        Kind is TableElementKind.UniqueKey or TableElementKind.Key or TableElementKind.FullTextKey or TableElementKind.SpatialKey;
}
