namespace Ferry.Sqlite.Merging;

/// <summary>Tells Ferry's own tables from the user's: beside a registry called <c>ferry_…_runs</c>, all that begin as it does are Ferry's.</summary>
internal sealed class OwnTables(IEnumerable<string> tables)
{
    private const string Mark = "ferry_";
    private const string Registry = "_runs";

    private readonly List<string> _prefixes =
    [
        .. from table in tables
           where table.StartsWith(Mark, StringComparison.Ordinal) && table.EndsWith(Registry, StringComparison.Ordinal) && table.Length > Mark.Length + Registry.Length
           select table[..^(Registry.Length - 1)],
    ];

    public bool Contains(string table) => _prefixes.Exists(prefix => table.StartsWith(prefix, StringComparison.Ordinal));
}
