namespace Ferry.Schema;

/// <summary>One table: its DDL verbatim and what reading and loading need to know.</summary>
public sealed record Table
{
    /// <summary>Schema inside the database, for engines that have them.</summary>
    public string? Schema { get; init; }

    /// <summary>Its name, unquoted.</summary>
    public required string Name { get; init; }

    /// <summary>The statement that the server itself gives for creating it, verbatim.</summary>
    public required string Ddl { get; init; }

    /// <summary>All columns in declared order, generated and invisible ones included.</summary>
    public required IReadOnlyList<Column> Columns { get; init; }

    /// <summary>Columns of the unique key by which the table is read in chunks; empty when there is none.</summary>
    public IReadOnlyList<string> ChunkKey { get; init; } = [];

    /// <summary>The storage engine, where the database has several.</summary>
    public string? StorageEngine { get; init; }

    /// <summary>Whether a snapshot covers its rows.</summary>
    public bool Transactional { get; init; } = true;

    /// <summary>Whether its rows are in the backup or only its structure.</summary>
    public TableContent Content { get; init; } = TableContent.Rows;

    /// <summary>The server's estimate of the number of rows.</summary>
    public long EstimatedRows { get; init; }

    /// <summary>The server's estimate of the size of the rows in bytes.</summary>
    public long EstimatedBytes { get; init; }

    /// <summary>State beside the DDL, such as the next automatic number.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();
}
