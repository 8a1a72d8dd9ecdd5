using SQLitePCL;

namespace Ferry.Sqlite.Tests.Images;

public sealed class SelectionTests : IDisposable
{
    private const string Secret = "very-secret-marker";

    private readonly TemporaryFolder _folder = new();

    private string Source => _folder.File("source.db");

    private string Copy => _folder.File("copy.db");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("WAL")]
    [InlineData("DELETE")]
    public async Task Leaves_no_trace_of_excluded_tables_and_rows_in_the_file(string journal)
    {
        MakeSource(journal);

        var consistency = await Sessions.CopyAsync(Source, Copy, new([], ["secrets"], ["log"]));

        consistency.Warnings.ShouldBeEmpty();
        Fidelity.CopiedDatabase.ShouldHaveNoSidecars(Copy);
        (await File.ReadAllTextAsync(Copy, System.Text.Encoding.Latin1, TestContext.Current.CancellationToken)).ShouldNotContain(Secret);
        new FileInfo(Copy).Length.ShouldBeLessThan(new FileInfo(Source).Length / 2);
        using var copy = RawDatabase.Open(Copy);
        copy.Text("SELECT group_concat(name) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").ShouldBe("kept,log");
        copy.Text("SELECT count(*) FROM log").ShouldBe("0");
        copy.Text("PRAGMA journal_mode").ShouldBe(journal == "WAL" ? "wal" : "delete");
        copy.Text("PRAGMA integrity_check").ShouldBe("ok");
    }

    [Fact]
    public async Task Case_07_Keeps_rowids_when_the_copy_is_made_smaller()
    {
        MakeSource("DELETE");

        await Sessions.CopyAsync(Source, Copy, new([], ["secrets"], []));

        using var copy = RawDatabase.Open(Copy);
        copy.Text("SELECT group_concat(rowid || x) FROM kept").ShouldBe("5a,900b");
    }

    [Fact]
    public async Task Case_16_Fires_no_trigger_when_rows_are_left_out()
    {
        MakeSource("DELETE");

        await Sessions.CopyAsync(Source, Copy, new([], [], ["secrets"]));

        using var copy = RawDatabase.Open(Copy);
        copy.Text("SELECT count(*) FROM secrets").ShouldBe("0");
        copy.Text("SELECT count(*) FROM log").ShouldBe("1");
        copy.Text("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'").ShouldBe("1");
    }

    [Fact]
    public async Task Case_14_Leaves_out_a_virtual_table_with_its_shadow_tables()
    {
        TemporaryFolder.Execute(
            Source, "CREATE VIRTUAL TABLE docs USING fts5 (x)", $"INSERT INTO docs VALUES ('{Secret}')", "CREATE VIRTUAL TABLE pages USING fts5 (x)",
            $"INSERT INTO pages VALUES ('{Secret}')", "CREATE TABLE t (x)");

        await Sessions.CopyAsync(Source, Copy, new([], ["docs"], ["pages"]));

        using var copy = RawDatabase.Open(Copy);
        copy.Text("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'docs%'").ShouldBe("0");
        copy.Text("SELECT count(*) FROM pages").ShouldBe("0");
        copy.Execute("INSERT INTO pages VALUES ('works still')");
        copy.Text("SELECT count(*) FROM pages WHERE pages MATCH 'works'").ShouldBe("1");
    }

    [Fact]
    public async Task Overwrites_with_zeros_and_says_so_when_the_copy_cannot_be_made_smaller()
    {
        using (var source = RawDatabase.Open(Source))
        {
            raw.sqlite3_create_collation(source.Handle, "mine", null, (_, left, right) => string.CompareOrdinal(left, right));
            source.Execute("CREATE TABLE kept (x COLLATE mine PRIMARY KEY)");
            source.Execute("INSERT INTO kept VALUES ('a')");
            source.Execute("CREATE TABLE secrets (x)");
            source.Execute($"INSERT INTO secrets VALUES ('{Secret}')");
        }

        var consistency = await Sessions.CopyAsync(Source, Copy, new([], ["secrets"], []));

        consistency.Warnings.ShouldContain(warning => warning.Contains("zeros", StringComparison.Ordinal));
        (await File.ReadAllTextAsync(Copy, System.Text.Encoding.Latin1, TestContext.Current.CancellationToken)).ShouldNotContain(Secret);
    }

    private void MakeSource(string journal) => TemporaryFolder.Execute(
        Source, $"PRAGMA journal_mode = {journal}", "CREATE TABLE kept (x)", "INSERT INTO kept (rowid, x) VALUES (5, 'a'), (900, 'b')", "CREATE TABLE secrets (x)",
        $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO secrets SELECT '{Secret}' || i FROM n",
        "CREATE TABLE log (x)", $"INSERT INTO log VALUES ('{Secret}')",
        "CREATE TRIGGER tr AFTER DELETE ON secrets BEGIN INSERT INTO log VALUES (old.x); END");
}
