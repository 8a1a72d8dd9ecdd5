namespace Ferry.Detection;

/// <summary>What a column that every change of a row raises said at one moment, and from which value on rows count as recent at the next.</summary>
/// <param name="Column">The column.</param>
/// <param name="Rows">How many rows the table had.</param>
/// <param name="Highest">The highest value, as text; null when no row has one.</param>
/// <param name="From">The value from which on a row may have been written later, as text that goes into a condition; null when there is none.</param>
public sealed record Watermark(string Column, long Rows, string? Highest, string? From)
{
    /// <summary>Whether the highest value is lower than it was: then rows have gone back, and what is recent says nothing.</summary>
    public bool IsBehind { get; init; }
}
