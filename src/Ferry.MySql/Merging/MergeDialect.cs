using Ferry.Merging;

namespace Ferry.MySql.Merging;

/// <summary>The words of merging for MySQL and MariaDB. The staging area is a database of its own.</summary>
internal sealed class MergeDialect : IMergeDialect
{
    public string Quote(string name) => Dialects.Quote.Identifier(name);

    public string Staged(string staging, string table) => Dialects.Quote.Identifier(staging, table);
}
