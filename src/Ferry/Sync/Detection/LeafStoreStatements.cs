using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Ferry.Merging;

namespace Ferry.Sync.Detection;

/// <summary>The statements of <see cref="LeafStore"/>, in SQL that every engine reads. Texts and digests are written as bytes in hexadecimal, which need no escaping.</summary>
/// <remarks>Rows of this run are <c>fresh</c> until the run is committed.</remarks>
internal sealed class LeafStoreStatements(IMergeDialect dialect, string staging)
{
    private readonly string _tables = dialect.Staged(staging, "leaf_tables");
    private readonly string _ranges = dialect.Staged(staging, "leaf_ranges");

    /// <summary>What a table is called here: names compare as bytes, in every collation.</summary>
    public static string NameOf(string table) => Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(table)));

    public IReadOnlyList<string> Create() =>
    [
        $"CREATE TABLE IF NOT EXISTS {_tables} (name CHAR(32) NOT NULL, fresh INTEGER NOT NULL, kept INTEGER NOT NULL, state LONGBLOB NOT NULL, PRIMARY KEY (name, fresh))",
        $"""
        CREATE TABLE IF NOT EXISTS {_ranges} (name CHAR(32) NOT NULL, fresh INTEGER NOT NULL, first_leaf BIGINT NOT NULL, last_leaf BIGINT NOT NULL,
        digests LONGBLOB NOT NULL, PRIMARY KEY (name, fresh, first_leaf))
        """,
    ];

    public IReadOnlyList<string> ForgetFresh(string? name = null)
    {
        var only = name is null ? "" : $" AND name = '{name}'";
        return [$"DELETE FROM {_tables} WHERE fresh = 1{only}", $"DELETE FROM {_ranges} WHERE fresh = 1{only}"];
    }

    public string SelectTables() => $"SELECT name, HEX(state) FROM {_tables} WHERE fresh = 0";

    public string SelectRanges(string name, long first, long last) => string.Create(
        CultureInfo.InvariantCulture,
        $"SELECT first_leaf, last_leaf, HEX(digests) FROM {_ranges} WHERE name = '{name}' AND fresh = 0 AND first_leaf <= {last} AND last_leaf >= {first} ORDER BY first_leaf");

    public string InsertTable(string name, bool kept, string stateHex) =>
        $"INSERT INTO {_tables} (name, fresh, kept, state) VALUES ('{name}', 1, {(kept ? 1 : 0)}, X'{stateHex}')";

    public string InsertRange(string name, long first, long last, string digestsHex) => string.Create(
        CultureInfo.InvariantCulture,
        $"INSERT INTO {_ranges} (name, fresh, first_leaf, last_leaf, digests) VALUES ('{name}', 1, {first}, {last}, X'{digestsHex}')");

    public string SelectFresh() => $"SELECT name, kept FROM {_tables} WHERE fresh = 1";

    public IReadOnlyList<string> Promote(string name, bool kept) =>
    [
        .. kept
            ? Array.Empty<string>()
            : [$"DELETE FROM {_ranges} WHERE fresh = 0 AND name = '{name}'", $"UPDATE {_ranges} SET fresh = 0 WHERE fresh = 1 AND name = '{name}'"],
        $"DELETE FROM {_tables} WHERE fresh = 0 AND name = '{name}'",
        $"UPDATE {_tables} SET fresh = 0 WHERE fresh = 1 AND name = '{name}'",
    ];
}
