namespace Ferry.Merging;

/// <summary>How packed cell hashes are made and taken apart in SQL.</summary>
public interface ICellDialect
{
    /// <summary>The type of a column that holds packed hashes. No wider than it needs to be: servers write rows of joins in full width.</summary>
    /// <param name="hashes">How many, at the least.</param>
    string TypeOf(int hashes);

    /// <summary>An expression that packs a 32-bit hash of each value, in order; the same values always give the same text on this server.</summary>
    /// <param name="values">The columns in the target, and their values.</param>
    string Pack(IReadOnlyList<(ColumnShape Column, string Value)> values);

    /// <summary>An expression for one hash of a packed text; empty where the text ends before it.</summary>
    /// <param name="packed">The packed text.</param>
    /// <param name="position">Which hash, from 0.</param>
    string At(string packed, int position);

    /// <summary>An expression that packs hashes again.</summary>
    /// <param name="hashes">One hash each.</param>
    string Join(IReadOnlyList<string> hashes);

    /// <summary>A hash that no value has, as a literal.</summary>
    string None { get; }
}
