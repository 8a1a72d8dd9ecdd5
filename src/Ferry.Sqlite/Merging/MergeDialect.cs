using Ferry.Merging;
using Ferry.Sqlite.Connections;

namespace Ferry.Sqlite.Merging;

/// <summary>The words of merging for SQLite. The staging area is a prefix of tables in the same file, so that it commits with the data.</summary>
internal sealed class MergeDialect : IMergeDialect
{
    public string Quote(string name) => SqliteDialect.Quote(name);

    public string Staged(string staging, string table) => SqliteDialect.Quote(staging + table);
}
