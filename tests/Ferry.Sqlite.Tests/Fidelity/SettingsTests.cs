namespace Ferry.Sqlite.Tests.Fidelity;

/// <summary>What lies in the file's header and in SQLite's own tables (cases 8 to 10).</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData(512, "UTF-8", 0, "delete")]
    [InlineData(8192, "UTF-16le", 1, "wal")]
    [InlineData(65536, "UTF-16be", 2, "delete")]
    [InlineData(4096, "UTF-8", 2, "wal")]
    public async Task Case_08_Keeps_versions_page_size_encoding_vacuum_and_journal_mode(int pageSize, string encoding, int vacuum, string journal)
    {
        using var databases = await CopiedDatabase.OfAsync(
            $"PRAGMA page_size = {pageSize}", $"PRAGMA encoding = '{encoding}'", $"PRAGMA auto_vacuum = {vacuum}", $"PRAGMA journal_mode = {journal}",
            "PRAGMA user_version = 42", "PRAGMA application_id = -7", "CREATE TABLE t (x)", "INSERT INTO t VALUES ('Ünï😀'), (1)");

        databases.ShouldBeEqual();
        databases.OfCopy("PRAGMA user_version").ShouldBe("42");
        databases.OfCopy("PRAGMA application_id").ShouldBe("-7");
        databases.OfCopy("PRAGMA page_size").ShouldBe($"{pageSize}");
        databases.OfCopy("PRAGMA journal_mode").ShouldBe(journal);
    }

    [Fact]
    public async Task Case_09_Keeps_automatic_numbers_even_of_an_empty_table()
    {
        using var databases = await CopiedDatabase.OfAsync(
            "CREATE TABLE emptied (id INTEGER PRIMARY KEY AUTOINCREMENT, x)", "INSERT INTO emptied (id, x) VALUES (1000, 'a')", "DELETE FROM emptied",
            "CREATE TABLE raised (id INTEGER PRIMARY KEY AUTOINCREMENT)", "INSERT INTO raised VALUES (1)", "UPDATE sqlite_sequence SET seq = 77 WHERE name = 'raised'");

        databases.ShouldBeEqual();
        TemporaryFolder.Execute(databases.Copy, "INSERT INTO emptied (x) VALUES ('next')", "INSERT INTO raised DEFAULT VALUES");
        databases.OfCopy("SELECT id FROM emptied").ShouldBe("1001");
        databases.OfCopy("SELECT max(id) FROM raised").ShouldBe("78");
    }

    [Fact]
    public async Task Case_10_Keeps_statistics_and_automatic_indexes_without_dumping_them()
    {
        using var databases = await CopiedDatabase.OfAsync(
            "CREATE TABLE t (a UNIQUE, b, PRIMARY KEY (b, a))", "INSERT INTO t VALUES (1, 2), (2, 2), (3, 4)", "CREATE INDEX tb ON t (b)", "ANALYZE",
            "UPDATE sqlite_stat1 SET stat = '1000 7' WHERE idx = 'tb'");

        databases.ShouldBeEqual();
        databases.OfCopy("SELECT stat FROM sqlite_stat1 WHERE idx = 'tb'").ShouldBe("1000 7");
        databases.OfCopy("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'sqlite_autoindex%'").ShouldBe("2");
    }
}
