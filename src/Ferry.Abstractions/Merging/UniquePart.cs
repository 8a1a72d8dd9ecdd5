namespace Ferry.Merging;

/// <summary>One part of a unique key: a column, the beginning of one, or an expression.</summary>
/// <param name="Column">The column; null when the part is an expression.</param>
/// <param name="Expression">The expression as SQL; null when the part is a column.</param>
public sealed record UniquePart(string? Column, string? Expression = null)
{
    /// <summary>How much of the value counts: characters of a text, bytes of a binary value; null when all of it does.</summary>
    public int? Prefix { get; init; }

    /// <summary>The collation by which the index compares, where it is another than the column's.</summary>
    public string? Collation { get; init; }

    /// <summary>Whether the part is the whole value of a column, compared as the column compares.</summary>
    public bool IsPlain => Column is not null && Prefix is null && Collation is null;
}
