namespace Ferry.Schema;

/// <summary>One object that is not a table, with its DDL verbatim.</summary>
public sealed record SchemaObject
{
    /// <summary>What it is.</summary>
    public required ObjectKind Kind { get; init; }

    /// <summary>Schema inside the database, for engines that have them.</summary>
    public string? Schema { get; init; }

    /// <summary>Its name, unquoted.</summary>
    public required string Name { get; init; }

    /// <summary>The table it belongs to, for triggers and indexes.</summary>
    public string? Table { get; init; }

    /// <summary>The statement that the server itself gives for creating it, verbatim.</summary>
    public required string Ddl { get; init; }

    /// <summary>The session state it was created under.</summary>
    public DdlSession? Session { get; init; }

    /// <summary>The account it runs as.</summary>
    public string? Definer { get; init; }

    /// <summary>Names of tables and views that it reads, where the engine tells.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>State beside the DDL, such as a sequence's next value or an event's status.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();
}
