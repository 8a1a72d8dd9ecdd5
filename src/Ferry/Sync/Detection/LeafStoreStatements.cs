using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Ferry.Merging;

namespace Ferry.Sync.Detection;

/// <summary>The statements of <see cref="LeafStore"/>, in SQL that every engine reads. States and digests are written in base 64, which needs no escaping.</summary>
/// <remarks>Rows of this run are <c>fresh</c> until the run is committed.</remarks>
internal sealed class LeafStoreStatements(IStagingDialect staging, string area)
{
    public const string Tables = "leaf_tables";
    public const string Ranges = "leaf_ranges";

    private readonly string _tables = staging.Table(area, Tables);
    private readonly string _ranges = staging.Table(area, Ranges);

    /// <summary>What a table is called here: names compare as bytes, in every collation.</summary>
    public static string NameOf(string table) => Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(table)));

    public string ListTables() => staging.List(area);

    public IReadOnlyList<string> CreateTables() => staging.Create(
        area,
        new(Tables, [("name", Word), ("fresh", Number), ("kept", Number), ("state", Text)], ["name", "fresh"]));

    public IReadOnlyList<string> CreateRanges() => staging.Create(
        area,
        new(Ranges, [("name", Word), ("fresh", Number), ("first_leaf", Number), ("last_leaf", Number), ("digests", Text)], ["name", "fresh", "first_leaf"]));

    public IReadOnlyList<string> ForgetFresh(string? name = null)
    {
        var only = name is null ? "" : $" AND name = '{name}'";
        return [$"DELETE FROM {_tables} WHERE fresh = 1{only}", $"DELETE FROM {_ranges} WHERE fresh = 1{only}"];
    }

    public IReadOnlyList<string> Forget(string name) => [$"DELETE FROM {_tables} WHERE name = '{name}'", $"DELETE FROM {_ranges} WHERE name = '{name}'"];

    public string SelectTables() => $"SELECT name, state FROM {_tables} WHERE fresh = 0";

    public string SelectRanges(string name, long first, long last) => string.Create(
        CultureInfo.InvariantCulture,
        $"SELECT first_leaf, last_leaf, digests FROM {_ranges} WHERE name = '{name}' AND fresh = 0 AND first_leaf <= {last} AND last_leaf >= {first} ORDER BY first_leaf");

    public string InsertTable(string name, bool kept, byte[] state) =>
        $"INSERT INTO {_tables} (name, fresh, kept, state) VALUES ('{name}', 1, {(kept ? 1 : 0)}, '{Convert.ToBase64String(state)}')";

    public string InsertRange(string name, long first, long last, byte[] digests) => string.Create(
        CultureInfo.InvariantCulture,
        $"INSERT INTO {_ranges} (name, fresh, first_leaf, last_leaf, digests) VALUES ('{name}', 1, {first}, {last}, '{Convert.ToBase64String(digests)}')");

    public string SelectFresh() => $"SELECT name, kept FROM {_tables} WHERE fresh = 1";

    public IReadOnlyList<string> Promote(string name, bool kept) =>
    [
        $"DELETE FROM {_ranges} WHERE fresh = 0 AND name = '{name}'{(kept ? $" AND first_leaf IN ({Amended(name)})" : "")}",
        $"UPDATE {_ranges} SET fresh = 0 WHERE fresh = 1 AND name = '{name}'",
        $"DELETE FROM {_tables} WHERE fresh = 0 AND name = '{name}'",
        $"UPDATE {_tables} SET fresh = 0 WHERE fresh = 1 AND name = '{name}'",
    ];

    // MySQL and MariaDB delete by a query of the same table only when its result stands by itself, which DISTINCT makes it do.
    private string Amended(string name) => $"SELECT first_leaf FROM (SELECT DISTINCT first_leaf FROM {_ranges} WHERE fresh = 1 AND name = '{name}') AS amended";

    private string Word => staging.TypeOf(StagingType.Word);

    private string Number => staging.TypeOf(StagingType.Number);

    private string Text => staging.TypeOf(StagingType.Text);
}
