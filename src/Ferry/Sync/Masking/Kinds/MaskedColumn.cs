using Ferry.Schema;
using Ferry.Sync.Masking.Fields;

namespace Ferry.Sync.Masking.Kinds;

/// <summary>A column that a rule is about.</summary>
/// <param name="Table">Name of its table.</param>
/// <param name="Column">The column.</param>
/// <param name="Shape">What its type takes.</param>
/// <param name="Unique">Whether it is part of a unique key.</param>
/// <param name="Siblings">Names of the columns of a row, in order.</param>
internal sealed record MaskedColumn(string Table, Column Column, FieldShape Shape, bool Unique, IReadOnlyList<string> Siblings)
{
    /// <summary>The most characters of ASCII that fit.</summary>
    public int MaxCharacters => Math.Min(Shape.MaxCharacters ?? int.MaxValue, Shape.MaxBytes ?? int.MaxValue);
}
