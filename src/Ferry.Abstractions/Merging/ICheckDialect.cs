using Ferry.Schema;

namespace Ferry.Merging;

/// <summary>How values are found that do not fit a column, and how they are made to.</summary>
public interface ICheckDialect
{
    /// <summary>The condition that a value does not fit. NULL fits wherever the check does not ask for it.</summary>
    /// <param name="check">What to look for.</param>
    /// <param name="value">An expression for the value, of the type that it has in the source.</param>
    string Misfit(CellCheck check, string value);

    /// <summary>An expression for the beginning of a value that is too long, as much of it as fits; null where nothing can be cut off.</summary>
    /// <param name="check">Why the value does not fit.</param>
    /// <param name="value">An expression for the value, of the type that it has in the source.</param>
    string? Cut(CellCheck check, string value);

    /// <summary>A column that holds any word where this one only holds some.</summary>
    /// <param name="column">The column in the source.</param>
    Column Widened(Column column);
}
