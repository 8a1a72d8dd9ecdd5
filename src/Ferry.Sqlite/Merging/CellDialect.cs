using Ferry.Merging;

namespace Ferry.Sqlite.Merging;

/// <summary>Hashes as eight hexadecimal digits each, because joining blobs would make text of them in the database's own encoding.</summary>
internal sealed class CellDialect : ICellDialect
{
    public const string Function = "ferry_cells";

    private const int Width = 8;
    private const int MostArguments = 100;

    public string TypeOf(int hashes) => "TEXT";

    public string None => "'00000000'";

    public string Pack(IReadOnlyList<(ColumnShape Column, string Value)> values) =>
        Join([.. values.Select(value => value.Value).Chunk(MostArguments).Select(some => $"{Function}({string.Join(", ", some)})")]);

    public string At(string packed, int position) => $"substr({packed}, {1 + (Width * position)}, {Width})";

    public string Join(IReadOnlyList<string> hashes) => hashes.Count == 0 ? "''" : $"({string.Join(" || ", hashes)})";
}
