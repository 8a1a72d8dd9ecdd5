using System.Globalization;
using Ferry.Detection;
using Ferry.MySql.Columns;
using Ferry.MySql.Reading.Rows;
using Ferry.Schema;

namespace Ferry.MySql.Detection;

/// <summary>Writes the SELECT that digests the leaves of a range.</summary>
internal static class LeafStatement
{
    // One decimal number carries both sums, so that the server makes a row's hash once: the plain one above this number, the weighted one below,
    // where 65535 times a hash leaves room for a hundred billion rows.
    private const string Carry = "10000000000000000000000000000000000";
    private const string Modulus = "18446744073709551616";

    /// <summary>The digests of a range's leaves: leaf, rows, and both sums as 16 bytes.</summary>
    public static RowQuery Of(string database, Table table, LeafLayout layout, LeafRange range, LeafKey key)
    {
        var (leaf, weight) = Place(layout);
        var leaves =
            $"""
            SELECT {leaf} AS leaf, COUNT(*) AS n, SUM({Hash(table, key)} * ({Carry} + {weight})) AS s
            FROM {SelectStatement.Source(database, table)}{(range.Rows.Where is null ? "" : $" WHERE {range.Rows.Where}")}
            GROUP BY {leaf}
            """;
        var sums = $"UNHEX(CONCAT({Digits($"(s - MOD(s, {Carry})) / {Carry}")}, {Digits($"MOD(s, {Carry})")}))";
        return new(
            $"SELECT leaf, n, {sums} FROM ({leaves}) AS leaves ORDER BY leaf",
            $"SELECT CAST(leaf AS BINARY), CAST(n AS BINARY), {sums} FROM ({leaves}) AS leaves ORDER BY leaf",
            $"the digests of table {table.Name}");
    }

    /// <summary>What tells the leaves of a table without an integer key: a number made of its key.</summary>
    public static string KeyNumber(Table table) =>
        $"CRC32(CONCAT({RowText.Arguments(RowText.KeyColumns(table))}))";

    /// <summary>The leaf of a row, counted from the start of its range.</summary>
    public static string LeafOf(LeafLayout layout) => Place(layout).Leaf;

    /// <summary>What goes into a row's hash.</summary>
    public static string RowParts(Table table) => RowText.Arguments(ColumnCodec.Stored(table));

    private static (string Leaf, string Weight) Place(LeafLayout layout)
    {
        var size = layout.Size.ToString(CultureInfo.InvariantCulture);
        return layout.Kind switch
        {
            LeafKind.Integer => ($"{layout.Key} DIV {size}", $"ABS({layout.Key} % {LeafLayout.Weights})"),
            LeafKind.Hash => ($"{layout.Key} % {size}", $"{layout.Key} DIV 65536"),
            
            // A bare number would name a column of the result.
            _ => ("0 + 0", "0"),
        };
    }

    // The leading 64 bits of a SHA-256. A text that outgrows max_allowed_packet is NULL; a number that never comes twice then stands for the
    // row, so that its leaf counts as changed, always.
    private static string Hash(Table table, LeafKey key) =>
        $"IFNULL(CAST(CONV(LEFT(SHA2(CONCAT('{key.Hex}', {RowParts(table)}), 256), 16), 16, 10) AS UNSIGNED), UUID_SHORT())";

    private static string Digits(string sum) => $"LPAD(HEX(CAST(MOD({sum}, {Modulus}) AS UNSIGNED)), 16, '0')";
}
