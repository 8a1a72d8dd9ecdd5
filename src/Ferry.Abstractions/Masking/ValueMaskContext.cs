using Ferry.Schema;

namespace Ferry.Masking;

/// <summary>What a custom mask knows about the column it works on.</summary>
/// <param name="table">Name of the table.</param>
/// <param name="column">The column.</param>
/// <param name="maxCharacters">The most characters that a value may have; null where the type sets no limit.</param>
/// <param name="unique">Whether the column is part of a unique key, so that different values must get different masks.</param>
/// <param name="derive">The keyed function behind <see cref="Derive"/>.</param>
public sealed class ValueMaskContext(string table, Column column, int? maxCharacters, bool unique, Func<string, UInt128> derive)
{
    /// <summary>Name of the table.</summary>
    public string Table { get; } = table;

    /// <summary>The column.</summary>
    public Column Column { get; } = column;

    /// <summary>The most characters that a value may have; null where the type sets no limit.</summary>
    public int? MaxCharacters { get; } = maxCharacters;

    /// <summary>Whether the column is part of a unique key, so that different values must get different masks.</summary>
    public bool Unique { get; } = unique;

    /// <summary>A number that looks random, is the same for the same text under the same project key, and tells nothing about the text without the key.</summary>
    /// <param name="text">The value, or whatever part of it shall decide.</param>
    /// <returns>128 bits; two texts share them by chance once in 2^64 texts.</returns>
    public UInt128 Derive(string text) => derive(text);
}
