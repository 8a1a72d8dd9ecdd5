using Ferry.Schema;

namespace Ferry.Sqlite.Tests.Schema;

public sealed class CatalogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("app.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Case_10_Leaves_out_what_sqlite_keeps_for_itself()
    {
        TemporaryFolder.Execute(
            Path, "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, x UNIQUE)", "CREATE INDEX i ON t (x)", "INSERT INTO t (x) VALUES (1), (2)", "ANALYZE");

        var catalog = await Sessions.CatalogAsync(Path);

        catalog.Tables.ShouldHaveSingleItem().Name.ShouldBe("t");
        catalog.Objects.ShouldHaveSingleItem().Name.ShouldBe("i");
        catalog.Tables[0].Attributes["sequence"].ShouldBe("2");
        catalog.Tables[0].Attributes["sqlite_stat1"].ShouldContain("i 2 1");
        catalog.Tables[0].Columns[0].AutoIncrement.ShouldBeTrue();
        catalog.Tables[0].EstimatedRows.ShouldBe(2);
    }

    [Fact]
    public async Task Gives_definitions_verbatim()
    {
        const string Ddl = "CREATE TABLE \"odd name\"( a  INTEGER,b /* why */ TEXT\n-- end\n)";
        TemporaryFolder.Execute(
            Path, Ddl, "CREATE TRIGGER tr AFTER INSERT ON \"odd name\" BEGIN SELECT 'END;'; END", "CREATE VIEW v AS SELECT  1", "CREATE INDEX i ON \"odd name\"(b  DESC)");

        var catalog = await Sessions.CatalogAsync(Path);

        catalog.Tables.ShouldHaveSingleItem().Ddl.ShouldBe(Ddl);
        catalog.Objects.Select(item => (item.Kind, item.Table, item.Ddl)).ShouldBe([
            (ObjectKind.Trigger, "odd name", "CREATE TRIGGER tr AFTER INSERT ON \"odd name\" BEGIN SELECT 'END;'; END"),
            (ObjectKind.View, null, "CREATE VIEW v AS SELECT  1"),
            (ObjectKind.Index, "odd name", "CREATE INDEX i ON \"odd name\"(b  DESC)"),
        ]);
    }

    [Fact]
    public async Task Case_13_Tells_generated_columns_and_collations()
    {
        TemporaryFolder.Execute(Path, "CREATE TABLE t (a TEXT COLLATE NOCASE NOT NULL, v AS (a), s AS (a) STORED)");

        var columns = (await Sessions.CatalogAsync(Path)).Tables[0].Columns;

        columns.Select(column => (column.Name, column.Generated)).ShouldBe([("a", false), ("v", true), ("s", true)]);
        columns[0].Collation.ShouldBe("NOCASE");
        columns[0].Nullable.ShouldBeFalse();
    }

    [Fact]
    public async Task Case_14_Tells_virtual_tables_from_the_shadow_tables_that_keep_their_rows()
    {
        TemporaryFolder.Execute(Path, "CREATE VIRTUAL TABLE docs USING fts5 (x)", "CREATE TABLE docs_extra (x)");

        var catalog = await Sessions.CatalogAsync(Path);

        catalog.Tables.Single(table => table.Name == "docs").Content.ShouldBe(TableContent.Remote);
        var shadow = catalog.Tables.Single(table => table.Name == "docs_content");
        shadow.Content.ShouldBe(TableContent.Rows);
        shadow.Attributes["shadow_of"].ShouldBe("docs");
        catalog.Tables.Single(table => table.Name == "docs_extra").Attributes.Keys.ShouldNotContain("shadow_of");
    }

    [Fact]
    public async Task Case_14_Decides_about_a_virtual_table_and_its_shadow_tables_together()
    {
        TemporaryFolder.Execute(Path, "CREATE VIRTUAL TABLE docs USING fts5 (x)", "CREATE TABLE t (x)");

        var catalog = await Sessions.CatalogAsync(Path, new TableSelection([], ["docs"], []));

        catalog.Tables.ShouldHaveSingleItem().Name.ShouldBe("t");
    }

    [Fact]
    public async Task Case_15_Reads_a_schema_with_a_virtual_table_whose_module_is_missing()
    {
        TemporaryFolder.Execute(
            Path, "CREATE TABLE t (x)", "PRAGMA writable_schema = ON",
            "INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES ('table', 'vec', 'vec', 0, 'CREATE VIRTUAL TABLE vec USING vec0 (v)')");

        var catalog = await Sessions.CatalogAsync(Path);

        catalog.Tables.Select(table => (table.Name, table.Content)).ShouldBe([("t", TableContent.Rows), ("vec", TableContent.Remote)]);
    }

    [Fact]
    public async Task Reads_the_settings_of_the_database()
    {
        TemporaryFolder.Execute(
            Path, "PRAGMA page_size = 1024", "PRAGMA encoding = 'UTF-16le'", "PRAGMA auto_vacuum = 2", "PRAGMA journal_mode = WAL", "PRAGMA user_version = 9",
            "PRAGMA application_id = 8", "CREATE TABLE t (x)");

        (await Sessions.CatalogAsync(Path)).Settings.ShouldBe(new Dictionary<string, string>
        {
            ["application_id"] = "8", ["auto_vacuum"] = "2", ["encoding"] = "UTF-16le", ["journal_mode"] = "wal", ["page_size"] = "1024", ["user_version"] = "9",
        });
    }

    [Fact]
    public async Task Marks_tables_without_rowid_and_strict_tables()
    {
        TemporaryFolder.Execute(Path, "CREATE TABLE w (x PRIMARY KEY) WITHOUT ROWID", "CREATE TABLE s (x INT) STRICT");

        var tables = (await Sessions.CatalogAsync(Path)).Tables;

        tables[0].Attributes["without_rowid"].ShouldBe("true");
        tables[0].ChunkKey.ShouldBeEmpty();
        tables[1].Attributes["strict"].ShouldBe("true");
        tables[1].ChunkKey.ShouldBe(["rowid"]);
    }
}
