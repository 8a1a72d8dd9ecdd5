namespace Ferry.Merging;

/// <summary>What to look for in the values that a column is about to get.</summary>
/// <param name="Target">The column in the target.</param>
/// <param name="Kind">Why a value may not fit.</param>
public sealed record CellCheck(ColumnShape Target, CellCheckKind Kind)
{
    /// <summary>The most characters, bytes or digits.</summary>
    public long Limit { get; init; }

    /// <summary>The least number or first moment, as SQL writes it.</summary>
    public string? Least { get; init; }

    /// <summary>The greatest number or last moment, as SQL writes it.</summary>
    public string? Greatest { get; init; }

    /// <summary>The values that the column knows.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];
}
