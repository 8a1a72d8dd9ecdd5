using CsCheck;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Fidelity;

/// <summary>Random tables with random rows, as statements. Values are literals in hexadecimal or of their type's own edge.</summary>
internal static class RandomDatabase
{
    private static readonly string[] _edges = ["", "00", "5C", "5C4E", "0A", "0D0A", "09", "1A", "27", "22", "2020", "4E554C4C", "5C30"];

    private static readonly Gen<string> _bytes = Gen.OneOf(
        Gen.OneOf(_edges), Gen.Byte.Array[0, 30].Select(Convert.ToHexString), Gen.Byte.Array[1, 6].Select(bytes => string.Concat(Enumerable.Repeat(Convert.ToHexString(bytes), 200))));

    private static readonly Gen<string> _text = Gen.OneOf(
        Gen.OneOf("", "\\", "\\N", "NULL", "é🎬", "\n", "\t\0\r", "a  ", "*/ -- ;", "'\"`"), Gen.String[Gen.Char[' ', '\u07ff'], 0, 20]);

    public static Gen<IReadOnlyList<string>> Of(ServerKind kind) =>
        Table(kind).List[12].Select(tables => (IReadOnlyList<string>)[.. tables.SelectMany((table, number) => table($"t {number}"))]);

    private static Gen<Func<string, IEnumerable<string>>> Table(ServerKind kind) =>
        from columns in Column(kind).List[1, 8]
        from key in Gen.Int[0, 3]
        from charset in Gen.OneOf("latin1", "utf8mb4", "utf8mb3")
        from comment in _text
        from rows in Rows(columns)
        select (Func<string, IEnumerable<string>>)(name => Statements(name, columns, key, charset, comment, rows));

    private static Gen<List<string>> Rows(List<RandomColumn> columns) =>
        columns.Aggregate(Gen.Const(""), (row, column) => Gen.Select(row, column.Value, (left, right) => left.Length == 0 ? right : $"{left}, {right}")).List[0, 25];

    private static Gen<RandomColumn> Column(ServerKind kind) =>
        from column in Gen.OneOf([.. Kinds(kind)])
        from nullable in Gen.Bool
        select nullable ? column with { Value = Gen.Frequency((1, Gen.Const("NULL")), (4, column.Value)) } : column with { Definition = $"{column.Definition} NOT NULL" };

    private static IEnumerable<Gen<RandomColumn>> Kinds(ServerKind kind)
    {
        yield return Make("BIGINT", Gen.OneOf(Gen.Long, Gen.OneOf(long.MinValue, long.MaxValue, 0L, -1L)).Select(value => $"{value}"));
        yield return Make("BIGINT UNSIGNED", Gen.OneOf(Gen.ULong, Gen.OneOf(ulong.MaxValue, 0UL)).Select(value => $"{value}"));
        yield return Make("TINYINT(1)", Gen.SByte.Select(value => $"{value}"));
        yield return Make("INT(8) UNSIGNED ZEROFILL", Gen.UInt.Select(value => $"{value}"));
        yield return Make("DECIMAL(40,12)", Gen.Decimal[-1e9m, 1e9m].Select(value => FormattableString.Invariant($"{Math.Round(value, 12)}")));
        yield return Make("FLOAT", Gen.Single.Where(float.IsFinite).Where(value => value == 0 || MathF.Abs(value) > 1.2e-38f && MathF.Abs(value) < 3.4e38f).Select(value => FormattableString.Invariant($"{value:E9}")));
        yield return Make("DOUBLE", Gen.Double.Where(double.IsFinite).Select(value => FormattableString.Invariant($"{value:E17}")));
        yield return Make("BIT(17)", Gen.Int[0, (1 << 17) - 1].Select(value => $"{value}"));
        yield return Make("VARBINARY(1500)", _bytes.Select(Hex));
        yield return Make("BINARY(9)", Gen.Byte.Array[0, 9].Select(bytes => Hex(Convert.ToHexString(bytes))));
        yield return Make("LONGBLOB", _bytes.Select(Hex));
        yield return Make("VARCHAR(60) CHARACTER SET utf8mb4", _text.Select(Utf8));
        yield return Make("MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", _text.Select(Utf8));
        yield return Make("VARCHAR(1500) CHARACTER SET latin1", _bytes.Select(hex => $"CONVERT({Hex(hex)} USING latin1)"));
        yield return Make("CHAR(20) CHARACTER SET utf16", _text.Where(text => text.Length <= 20).Select(Utf8));
        yield return Make("ENUM('', 'a', '\\\\', 'it''s')", Gen.Int[0, 4].Select(value => value == 0 ? "''" : $"{value}"));
        yield return Make("SET('x', 'y z', 'ü')", Gen.Int[0, 7].Select(value => $"{value}"));
        yield return Make("DATE", Gen.OneOf(Gen.OneOf("'0000-00-00'", "'2024-02-31'", "'2024-00-00'", "'9999-12-31'"), Gen.Date.Select(value => $"'{value:yyyy-MM-dd}'")));
        yield return Make("DATETIME(6)", Gen.DateTime.Select(value => $"'{value:yyyy-MM-dd HH:mm:ss.ffffff}'"));
        yield return Make("TIMESTAMP(3)", Gen.Int[1, int.MaxValue].Select(value => $"FROM_UNIXTIME({value}.125)"), " DEFAULT '2001-01-01 00:00:00'");
        yield return Make("TIME(6)", Gen.OneOf(Gen.OneOf("'-838:59:59'", "'-00:00:00.500000'", "'838:59:59'"), Gen.Int[-800, 800].Select(value => $"'{value}:01:02.000003'")));
        yield return Make("YEAR", Gen.OneOf(Gen.Const("0"), Gen.Int[1901, 2155].Select(value => $"{value}")));
        yield return Make("JSON", _text.Select(text => $"JSON_OBJECT('k', {Utf8(text)}, 'n', 1.5e0, 'a', JSON_ARRAY(NULL, TRUE))"));
        yield return Make("POINT", Gen.Int[-80, 80].Select(value => $"ST_GeomFromText('POINT({value} {value / 2})', {(value % 2 == 0 ? 0 : 4326)})"));
        if (kind != ServerKind.MySql)
        {
            yield return Make("UUID", Gen.Guid.Select(value => $"'{value}'"));
            yield return Make("INET6", Gen.UShort.Select(value => $"'2001:db8::{value:x}'"));
        }

        if (kind != ServerKind.MariaDb)
        {
            var function = kind == ServerKind.MySql ? "STRING_TO_VECTOR" : "VEC_FromText";
            yield return Make("VECTOR(2)", Gen.Int.Select(value => $"{function}('[{value},0.1]')"));
        }
    }

    private static IEnumerable<string> Statements(string table, List<RandomColumn> columns, int key, string charset, string comment, List<string> rows)
    {
        var definitions = columns.Select((column, number) => $"`c`` {number}` {column.Definition}");
        string[] keys = key switch
        {
            0 => ["id INT AUTO_INCREMENT PRIMARY KEY"],
            1 => ["id INT NOT NULL DEFAULT 5, KEY `k` (id)"],
            2 => ["id INT NULL DEFAULT NULL"],
            _ => ["id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT, UNIQUE KEY (id)"],
        };
        var names = string.Join(", ", columns.Select((_, number) => $"`c`` {number}`"));
        return
        [
            $"CREATE TABLE `{table}` ({string.Join(", ", definitions.Concat(keys))}) DEFAULT CHARSET={charset} COMMENT={Literal(comment)}",
            .. rows.Count == 0 ? [] : new[] { $"INSERT IGNORE INTO `{table}` ({names}) VALUES {string.Join(", ", rows.Select(row => $"({row})"))}" },
        ];
    }

    private static Gen<RandomColumn> Make(string type, Gen<string> value, string suffix = "") => Gen.Const(new RandomColumn(type + suffix, value));

    private static string Hex(string hex) => hex.Length == 0 ? "''" : $"0x{hex}";

    private static string Utf8(string text) => text.Length == 0 ? "''" : $"_utf8mb4 0x{Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(text))}";

    private static string Literal(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal)}'";
}
