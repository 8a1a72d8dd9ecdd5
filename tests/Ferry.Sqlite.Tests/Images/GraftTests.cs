namespace Ferry.Sqlite.Tests.Images;

public sealed class GraftTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Current => _folder.File("current.db");

    private string Image => _folder.File("image.db");

    private string Result => _folder.File("result.db");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("WAL", "DELETE")]
    [InlineData("DELETE", "WAL")]
    public async Task Takes_tables_with_their_indexes_triggers_and_counters_from_the_image(string journal, string imageJournal)
    {
        TemporaryFolder.Execute(
            Image, $"PRAGMA journal_mode = {imageJournal}", "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a, v AS (a || '!'))", "CREATE INDEX i ON t (v)",
            "CREATE TABLE log (x)", "CREATE TRIGGER tr AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.a); END", "INSERT INTO t VALUES (500, 'old')",
            "DELETE FROM log", "DELETE FROM t WHERE id = 499", "CREATE TABLE other (x)", "INSERT INTO other VALUES ('image')");
        TemporaryFolder.Execute(
            Current, $"PRAGMA journal_mode = {journal}", "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, changed)", "CREATE INDEX j ON t (changed)",
            "CREATE TABLE log (x)", "CREATE TABLE other (x)", "INSERT INTO other VALUES ('current')", "INSERT INTO t VALUES (7, 'x')", "CREATE VIEW v AS SELECT a FROM t");

        await Sessions.GraftAsync(Current, Image, Result, "t");

        Fidelity.CopiedDatabase.ShouldHaveNoSidecars(Result);
        using var result = RawDatabase.Open(Result);
        result.Text("PRAGMA journal_mode").ShouldBe(journal == "WAL" ? "wal" : "delete");
        result.Rows("SELECT id, a, v FROM t").ShouldBe(["1:500|3:6F6C64|3:6F6C6421"]);
        result.Text("SELECT group_concat(name, ' ') FROM (SELECT name FROM sqlite_schema WHERE tbl_name = 't' ORDER BY name)").ShouldBe("i t tr");
        result.Text("SELECT seq FROM sqlite_sequence WHERE name = 't'").ShouldBe("500");
        result.Text("SELECT x FROM other").ShouldBe("current");
        result.Text("SELECT count(*) FROM log").ShouldBe("0");
        result.Text("SELECT a FROM v").ShouldBe("old");
        result.Text("PRAGMA integrity_check").ShouldBe("ok");
    }

    [Fact]
    public async Task Keeps_rowids_and_storage_classes()
    {
        TemporaryFolder.Execute(
            Image, "CREATE TABLE t (a, b TEXT, c REAL)", "INSERT INTO t (rowid, a, b, c) VALUES (77, x'00', CAST(x'ff00' AS TEXT), 1), (-5, 1.5, NULL, 'text')",
            "CREATE TABLE w (k TEXT PRIMARY KEY, v) WITHOUT ROWID", "INSERT INTO w VALUES ('k', 1)");
        TemporaryFolder.Execute(Current, "CREATE TABLE z (x)");

        await Sessions.GraftAsync(Current, Image, Result, "t", "w");

        using var image = RawDatabase.Open(Image);
        using var result = RawDatabase.Open(Result);
        result.Rows("SELECT rowid, * FROM t").ShouldBe(image.Rows("SELECT rowid, * FROM t"));
        result.Rows("SELECT * FROM w").ShouldBe(image.Rows("SELECT * FROM w"));
        result.Text("SELECT count(*) FROM sqlite_schema WHERE name = 'z'").ShouldBe("1");
    }

    [Fact]
    public async Task Case_14_Takes_a_virtual_table_with_its_shadow_tables()
    {
        TemporaryFolder.Execute(
            Image, "CREATE VIRTUAL TABLE docs USING fts5 (x)", "INSERT INTO docs (rowid, x) VALUES (31, 'wanted words')",
            "CREATE VIRTUAL TABLE r USING rtree (id, x0, x1)", "INSERT INTO r VALUES (4, 1, 2)");
        TemporaryFolder.Execute(Current, "CREATE VIRTUAL TABLE docs USING fts5 (x, y)", "INSERT INTO docs VALUES ('other', 'things')");

        await Sessions.GraftAsync(Current, Image, Result, "docs", "r");

        using var result = RawDatabase.Open(Result);
        result.Text("SELECT rowid FROM docs WHERE docs MATCH 'wanted'").ShouldBe("31");
        result.Text("SELECT count(*) FROM docs").ShouldBe("1");
        result.Text("SELECT id FROM r WHERE x1 < 3").ShouldBe("4");
        result.Execute("INSERT INTO docs (docs) VALUES ('integrity-check')");
    }

    [Fact]
    public async Task Fails_and_leaves_no_file_when_the_image_has_no_such_table()
    {
        TemporaryFolder.Execute(Image, "CREATE TABLE t (x)");
        TemporaryFolder.Execute(Current, "CREATE TABLE t (x)");

        var failure = await Should.ThrowAsync<FerryException>(Sessions.GraftAsync(Current, Image, Result, "t", "absent"));

        failure.Kind.ShouldBe(FailureKind.NotFound);
        failure.Message.ShouldContain("absent");
        File.Exists(Result).ShouldBeFalse();
    }

    [Fact]
    public async Task Case_19_Takes_a_table_whose_definition_writes_strings_in_double_quotes()
    {
        TemporaryFolder.Execute(Image, "CREATE TABLE dqs (x CHECK (x <> \"no column\"), y DEFAULT \"text\")", "INSERT INTO dqs VALUES ('a', 'b')");
        TemporaryFolder.Execute(Current, "CREATE TABLE z (x)");

        await Sessions.GraftAsync(Current, Image, Result, "dqs");

        using var result = RawDatabase.Open(Result);
        result.Rows("SELECT sql FROM sqlite_schema WHERE name = 'dqs'").Count.ShouldBe(1);
        result.Text("SELECT x || y FROM dqs").ShouldBe("ab");
    }
}
