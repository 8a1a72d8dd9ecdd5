namespace Ferry.Merging;

/// <summary>What a merge must know of a table that rows are merged into: its columns in full, keys, references, and what runs when rows are written.</summary>
public sealed record TableShape
{
    /// <summary>The table's name.</summary>
    public required string Name { get; init; }

    /// <summary>All columns in declared order, generated ones too.</summary>
    public required IReadOnlyList<ColumnShape> Columns { get; init; }

    /// <summary>The primary key's columns in key order; empty when the table has none.</summary>
    public IReadOnlyList<string> PrimaryKey { get; init; } = [];

    /// <summary>Unique keys other than the primary key.</summary>
    public IReadOnlyList<UniqueShape> Uniques { get; init; } = [];

    /// <summary>Declared foreign keys.</summary>
    public IReadOnlyList<ReferenceShape> ForeignKeys { get; init; } = [];

    /// <summary>Declared conditions that the server enforces.</summary>
    public IReadOnlyList<CheckShape> Checks { get; init; } = [];

    /// <summary>Names of triggers that fire when rows are inserted or updated.</summary>
    public IReadOnlyList<string> Triggers { get; init; } = [];

    /// <summary>The highest number that the table's counter has given out or will not give again; null without a counter.</summary>
    public string? Counter { get; init; }

    /// <summary>The name by which a row number that is no column can be asked for; null when there is none.</summary>
    public string? HiddenKey { get; init; }

    /// <summary>What the table has that a merge cannot look after, such as a foreign key into another database.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Rows, as the engine estimates them.</summary>
    public long EstimatedRows { get; init; }
}
