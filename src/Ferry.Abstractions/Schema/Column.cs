namespace Ferry.Schema;

/// <summary>One column, as reading, loading and hashing need it.</summary>
public sealed record Column
{
    /// <summary>Its name, unquoted.</summary>
    public required string Name { get; init; }

    /// <summary>The full declared type, such as <c>varchar(20)</c> or <c>bigint(20) unsigned</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Whether NULL is allowed.</summary>
    public bool Nullable { get; init; }

    /// <summary>Whether the server computes it; such a column is neither read nor loaded.</summary>
    public bool Generated { get; init; }

    /// <summary>Whether a plain <c>SELECT *</c> leaves it out.</summary>
    public bool Invisible { get; init; }

    /// <summary>Whether the server numbers it.</summary>
    public bool AutoIncrement { get; init; }

    /// <summary>Collation of a text column.</summary>
    public string? Collation { get; init; }
}
