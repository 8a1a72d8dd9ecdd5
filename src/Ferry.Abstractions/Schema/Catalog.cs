namespace Ferry.Schema;

/// <summary>What one database is made of. Immutable; read in one go.</summary>
public sealed record Catalog
{
    /// <summary>The engine family, as <see cref="Databases.IDatabaseProvider.Engine"/>.</summary>
    public required string Engine { get; init; }

    /// <summary>Name of the database.</summary>
    public required string Database { get; init; }

    /// <summary>Default character set of the database, where the engine has one.</summary>
    public string? Charset { get; init; }

    /// <summary>Default collation of the database, where the engine has one.</summary>
    public string? Collation { get; init; }

    /// <summary>All tables of the selection.</summary>
    public required IReadOnlyList<Table> Tables { get; init; }

    /// <summary>Everything that is not a table: sequences, views, routines, triggers, events, and indexes where they stand alone.</summary>
    public IReadOnlyList<SchemaObject> Objects { get; init; } = [];

    /// <summary>Database-wide state, such as SQLite's pragmas.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Objects that could not be read whole, with the reason; a backup made in spite of them is done in part.</summary>
    public IReadOnlyList<Finding> Omissions { get; init; } = [];
}
