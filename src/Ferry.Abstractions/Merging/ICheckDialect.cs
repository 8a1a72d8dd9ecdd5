using Ferry.Schema;

namespace Ferry.Merging;

/// <summary>How values are found that do not fit a column, and how they are made to.</summary>
public interface ICheckDialect
{
    /// <summary>The condition that a value does not fit. NULL fits wherever the check does not ask for it.</summary>
    /// <param name="check">What to look for.</param>
    /// <param name="value">An expression for the value, of the type that it has in the source.</param>
    string Misfit(CellCheck check, string value);

    /// <summary>An expression for as much of a value as fits: the beginning of one that is too long, of a list the elements that are known, in the column's order; null where nothing can be cut off.</summary>
    /// <param name="check">Why the value does not fit.</param>
    /// <param name="value">An expression for the value, of the type that it has in the source.</param>
    string? Cut(CellCheck check, string value);

    /// <summary>The condition that a list, as <see cref="CellCheckKind.Members"/> has it, has an element.</summary>
    /// <param name="value">An expression for the list.</param>
    /// <param name="element">The element.</param>
    string Has(string value, string element);

    /// <summary>An expression for a list in which another element has taken the place of one that it has.</summary>
    /// <param name="value">An expression for the list.</param>
    /// <param name="element">The element.</param>
    /// <param name="other">The other.</param>
    string Replaced(string value, string element, string other);

    /// <summary>A column that holds any word where this one only holds some.</summary>
    /// <param name="column">The column in the source.</param>
    Column Widened(Column column);
}
