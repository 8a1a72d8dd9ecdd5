using Ferry.Databases;
using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.Sqlite.Tests.Fidelity;

/// <summary>A source made by the plain library, copied by the provider, and compared with the plain library again.</summary>
internal sealed class CopiedDatabase : IDisposable
{
    private static readonly string[] Pragmas = ["page_size", "encoding", "auto_vacuum", "user_version", "application_id", "journal_mode"];

    private readonly TemporaryFolder _folder = new();

    public string Source => _folder.File("source.db");

    public string Copy => _folder.File("copy.db");

    public Consistency? Consistency { get; private set; }

    /// <summary>Makes the source with the given statements and copies it.</summary>
    public static async Task<CopiedDatabase> OfAsync(params string[] statements)
    {
        var databases = new CopiedDatabase();
        TemporaryFolder.Execute(databases.Source, statements);
        await databases.CopyAsync();
        return databases;
    }

    public static CopiedDatabase Empty() => new();

    public async Task CopyAsync(TableSelection? selection = null)
    {
        var provider = new SqliteProvider();
        await using var session = await provider.OpenAsync(
            new DatabaseTarget { Engine = "sqlite", Path = Source }, SessionAccess.Read, TestContext.Current.CancellationToken);
        Consistency = await session.Image!.CopyAsync(Copy, selection ?? TableSelection.All, TestContext.Current.CancellationToken);
        ShouldHaveNoSidecars(Copy);
    }

    public static void ShouldHaveNoSidecars(string path)
    {
        foreach (var suffix in new[] { "-wal", "-shm", "-journal", "-compact" })
        {
            File.Exists(path + suffix).ShouldBeFalse(suffix);
        }
    }

    /// <summary>Schema text, header settings, every row with its rowid and storage classes, counters and statistics.</summary>
    public void ShouldBeEqual()
    {
        using var source = RawDatabase.Open(Source);
        using var copy = RawDatabase.Open(Copy);
        copy.Rows("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid")
            .ShouldBe(source.Rows("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid"));
        foreach (var pragma in Pragmas)
        {
            copy.Text($"PRAGMA {pragma}").ShouldBe(source.Text($"PRAGMA {pragma}"), pragma);
        }

        foreach (var (name, columns) in Tables(source))
        {
            var sql = $"SELECT {columns} FROM \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\" NOT INDEXED";
            copy.Rows(sql).ShouldBe(source.Rows(sql), name);
        }
    }

    public string OfCopy(string sql)
    {
        using var copy = RawDatabase.Open(Copy);
        return copy.Text(sql);
    }

    public IReadOnlyList<string> RowsOfCopy(string sql)
    {
        using var copy = RawDatabase.Open(Copy);
        return copy.Rows(sql);
    }

    public void Dispose() => _folder.Dispose();

    private static List<(string Name, string Columns)> Tables(RawDatabase database)
    {
        var tables = new List<(string, string)>();
        var count = int.Parse(database.Text("SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow')"), null);
        for (var index = 0; index < count; index++)
        {
            const string One = "FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow') ORDER BY name LIMIT 1 OFFSET";
            var withoutRowid = database.Text($"SELECT wr {One} {index}") == "1";
            tables.Add((database.Text($"SELECT name {One} {index}"), withoutRowid ? "*" : "rowid, *"));
        }

        return tables;
    }
}
