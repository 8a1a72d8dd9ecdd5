using System.Globalization;
using CsCheck;

namespace Ferry.Sqlite.Tests.Fidelity;

/// <summary>Generates databases: pragmas, tables of every kind, awkward names, values of every storage class, indexes, views and triggers.</summary>
internal static class RandomDatabase
{
    private static readonly Gen<string> Name = Gen.OneOf(
        Gen.String[Gen.Char['a', 'z'], 1, 8],
        Gen.OneOf("select", "a b", "quo\"te", "line\nfeed", "Ünï😀", "semi;colon", "tab\there", "rowid", "'", "[x]", "%s"));

    private static readonly Gen<string> Type = Gen.OneOf("", "INTEGER", "TEXT", "REAL", "BLOB", "NUMERIC", "VARCHAR(20) COLLATE NOCASE", "DATE NOT NULL DEFAULT 'x'");

    private static readonly Gen<string> Value = Gen.OneOf(
        Gen.Long.Select(value => value == long.MinValue ? "0" : value.ToString(CultureInfo.InvariantCulture)),
        Gen.Double.Select(value => double.IsFinite(value) ? value.ToString("E17", CultureInfo.InvariantCulture) : "9e999"),
        Gen.Byte.Array[0, 40].Select(bytes => $"x'{Convert.ToHexString(bytes)}'"),
        Gen.Byte.Array[0, 40].Select(bytes => $"CAST(x'{Convert.ToHexString(bytes)}' AS TEXT)"),
        Gen.OneOf("'plain'", "''", "'1'", "1", "0", "5e-324", "zeroblob(5000)", "NULL"));

    private static readonly Gen<string[]> Pragmas =
        Gen.Select(
            Gen.OneOf(512, 1024, 4096, 32768), Gen.OneOf("UTF-8", "UTF-16le", "UTF-16be"), Gen.Int[0, 2], Gen.OneOf("WAL", "DELETE"), Gen.Int)
        .Select((size, encoding, vacuum, journal, version) => new[]
        {
            $"PRAGMA page_size = {size}", $"PRAGMA encoding = '{encoding}'", $"PRAGMA auto_vacuum = {vacuum}", $"PRAGMA journal_mode = {journal}",
            $"PRAGMA user_version = {version}", $"PRAGMA application_id = {version ^ 99}",
        });

    /// <summary>Statements that make a database.</summary>
    public static Gen<string[]> Statements { get; } =
        Gen.Select(Pragmas, Table.Array[1, 4])
        .Select((pragmas, tables) => pragmas.Concat(tables.SelectMany((table, number) => table(number))).Append("ANALYZE").ToArray());

    private static Gen<Func<int, string[]>> Table =>
        Gen.Select(Name, Name.Array[1, 6], Type.Array[6], Gen.OneOf("", "", "integer", "auto", "text", "without"), Value.Array[6].Array[0, 30], Gen.Int[0, 1000])
        .Select((name, columns, types, key, rows, gap) => (Func<int, string[]>)(number =>
            Write($"{number}{name}", columns.Distinct(StringComparer.OrdinalIgnoreCase).ToArray(), types, key, rows, gap)));

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string[] Write(string name, string[] columns, string[] types, string key, string[][] rows, int gap)
    {
        var (table, list) = (Quote(name), string.Join(", ", columns.Select(Quote)));
        var defined = columns.Select((column, index) => $"{Quote(column)} {types[index]}");
        var definition = key switch
        {
            "integer" => defined.Append("\"the key\" INTEGER PRIMARY KEY"),
            "auto" => defined.Append("\"the key\" INTEGER PRIMARY KEY AUTOINCREMENT"),
            "text" => defined.Append("\"the key\" TEXT PRIMARY KEY"),
            "without" => defined.Append("\"the key\" INT NOT NULL PRIMARY KEY"),
            _ => defined,
        };
        var create = $"CREATE TABLE {table} ({string.Join(", ", definition)}){(key == "without" ? " WITHOUT ROWID" : "")}";
        var inserts = rows.Select((row, index) =>
            $"INSERT OR IGNORE INTO {table} ({list}{(key.Length > 0 ? ", \"the key\"" : "")}) VALUES ({string.Join(", ", row.Take(columns.Length))}{(key.Length > 0 ? $", {index * gap}" : "")})");
        return
        [
            create, .. inserts, $"DELETE FROM {table} WHERE {Quote(columns[0])} IS NULL",
            $"CREATE INDEX {Quote("i" + name)} ON {table} ({Quote(columns[^1])} DESC) WHERE {Quote(columns[0])} IS NOT 1",
            $"CREATE VIEW {Quote("v" + name)} AS SELECT * FROM {table}",
            $"CREATE TRIGGER {Quote("t" + name)} AFTER DELETE ON {table} BEGIN SELECT 'a;b' ; END",
        ];
    }
}
