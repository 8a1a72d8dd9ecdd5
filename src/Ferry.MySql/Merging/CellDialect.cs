using Ferry.Merging;

namespace Ferry.MySql.Merging;

/// <summary>Four bytes a hash: CRC-32 with its highest bit set, so that CHAR() writes all four, and so that no value hashes to zeros.</summary>
internal sealed class CellDialect : ICellDialect
{
    private const int Width = 4;

    // A table that gets another column seldom needs another type.
    private const int Step = 16;

    public string TypeOf(int hashes) => $"varbinary({Width * Step * ((Math.Max(hashes, 1) + Step - 1) / Step)})";

    public string None => "X'00000000'";

    // NULL is told from the empty text, whose CRC is 0.
    public string Pack(IReadOnlyList<(ColumnShape Column, string Value)> values) => values.Count == 0
        ? "''"
        : $"CHAR({string.Join(", ", values.Select(value => $"COALESCE(CRC32({value.Value}), 1) | 2147483648"))} USING binary)";

    public string At(string packed, int position) => $"SUBSTR({packed}, {1 + (Width * position)}, {Width})";

    public string Join(IReadOnlyList<string> hashes) => hashes.Count == 0 ? "''" : $"CONCAT({string.Join(", ", hashes)})";
}
