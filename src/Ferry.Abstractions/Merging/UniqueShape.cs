namespace Ferry.Merging;

/// <summary>A unique key that is not the primary key.</summary>
/// <param name="Name">The index's name.</param>
/// <param name="Columns">Its columns in order; empty when it is made of expressions only.</param>
public sealed record UniqueShape(string Name, IReadOnlyList<string> Columns)
{
    /// <summary>The expressions as SQL, one a part, where parts are not plain columns; null where all are columns.</summary>
    public IReadOnlyList<string>? Expressions { get; init; }

    /// <summary>The condition of a partial index as SQL; null when it holds for all rows.</summary>
    public string? Where { get; init; }

    /// <summary>Collations of the parts where an index has its own; null where the columns' hold.</summary>
    public IReadOnlyList<string?>? Collations { get; init; }

    /// <summary>Prefix lengths in characters of the parts; null where whole values count.</summary>
    public IReadOnlyList<int?>? Prefixes { get; init; }
}
