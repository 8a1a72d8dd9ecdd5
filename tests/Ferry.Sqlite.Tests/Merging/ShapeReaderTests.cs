using Ferry.Databases;
using Ferry.Merging;

namespace Ferry.Sqlite.Tests.Merging;

public sealed class ShapeReaderTests
{
    [Fact]
    public async Task Tells_partial_keys_keys_of_expressions_and_keys_with_their_own_collation()
    {
        var shape = await ReadAsync(
            "t",
            "CREATE TABLE t (id INTEGER PRIMARY KEY, email TEXT COLLATE NOCASE, name TEXT, gone INTEGER, UNIQUE (email))",
            "CREATE UNIQUE INDEX a_partial ON t (name) WHERE gone IS NULL AND name <> 'WHERE )'",
            "CREATE UNIQUE INDEX b_expression ON t (gone, lower(trim(name, ',(')) COLLATE NOCASE DESC, substr(name, 1, 2) /* a , comment */)",
            "CREATE UNIQUE INDEX c_collated ON t (name COLLATE NOCASE)",
            "CREATE INDEX d_plain ON t (name)");

        shape.Uniques.Select(unique => unique.Name).ShouldBe(["a_partial", "b_expression", "c_collated", "sqlite_autoindex_t_1"]);
        shape.Uniques[0].Where.ShouldBe("gone IS NULL AND name <> 'WHERE )'");
        shape.Uniques[1].Parts.Select(part => part.Column ?? part.Expression).ShouldBe(["gone", "lower(trim(name, ',('))", "substr(name, 1, 2)"]);
        shape.Uniques[1].Parts[1].Collation.ShouldBe("NOCASE");
        shape.Uniques[2].Parts.ShouldHaveSingleItem().Collation.ShouldBe("NOCASE");
        shape.Uniques.Select(unique => unique.IsPlain).ShouldBe([false, false, false, true]);
        shape.Uniques[3].Columns.ShouldBe(["email"]);
    }

    [Fact]
    public async Task Reads_conditions_and_how_columns_are_computed_from_the_definition()
    {
        var shape = await ReadAsync(
            "t",
            """
            CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER DEFAULT (1 + (2)) CHECK (n > 0 AND (n < 9)), "check" TEXT CHECK("check" <> 'CHECK (x)'), -- CHECK (1)
              g TEXT GENERATED ALWAYS AS (lower("check") || ')') STORED, [h i] AS (n * 2), CONSTRAINT "both ""of"" them" CHECK (n IS NOT NULL OR "check" IS NOT NULL))
            """);

        shape.Checks.Select(check => check.Condition).ShouldBe(["n > 0 AND (n < 9)", "\"check\" <> 'CHECK (x)'", "n IS NOT NULL OR \"check\" IS NOT NULL"]);
        shape.Checks.Select(check => check.Name).ShouldBe(["n > 0 AND (n < 9)", "\"check\" <> 'CHECK (x)'", "both \"of\" them"]);
        shape.Columns.Select(column => column.Computed).ShouldBe([null, null, null, "lower(\"check\") || ')'", "n * 2"]);
    }

    [Fact]
    public async Task Fills_in_the_parents_key_where_a_foreign_key_leaves_it_out()
    {
        var shape = await ReadAsync(
            "child",
            "CREATE TABLE Parent (b INTEGER, a INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID",
            "CREATE TABLE child (id INTEGER PRIMARY KEY, x INTEGER, y INTEGER, boss INTEGER REFERENCES child, lost INTEGER REFERENCES nowhere, FOREIGN KEY (x, y) REFERENCES parent)");

        shape.ForeignKeys.Select(key => (string.Join(',', key.Columns), key.ParentTable, string.Join(',', key.ParentColumns)))
            .ShouldBe([("x,y", "Parent", "a,b"), ("lost", "nowhere", ""), ("boss", "child", "id")], ignoreOrder: true);
        shape.Findings.ShouldHaveSingleItem().Code.ShouldBe("sqlite.parent-missing");
    }

    [Theory]
    [InlineData("CREATE TABLE t (id INTEGER PRIMARY KEY, n)", "id", null, "id")]
    [InlineData("CREATE TABLE t (id INT PRIMARY KEY, n)", "id", "rowid", null)]
    [InlineData("CREATE TABLE t (rowid TEXT, n)", "", "_rowid_", null)]
    [InlineData("CREATE TABLE t (n TEXT, id INTEGER, PRIMARY KEY (id, n)) WITHOUT ROWID", "id,n", null, null)]
    public async Task Says_by_what_the_rows_of_a_table_can_be_told_apart(string ddl, string primaryKey, string? hidden, string? numbered)
    {
        var shape = await ReadAsync("t", ddl);

        string.Join(',', shape.PrimaryKey).ShouldBe(primaryKey);
        shape.HiddenKey.ShouldBe(hidden);
        shape.Columns.SingleOrDefault(column => column.Column.AutoIncrement)?.Name.ShouldBe(numbered);
        shape.Columns.Any(column => column.Column.AutoIncrement).ShouldBe(numbered is not null);
        shape.Columns.Where(column => column.Column.AutoIncrement).ShouldAllBe(column => !column.Column.Nullable);
    }

    [Fact]
    public async Task Lists_triggers_of_inserts_and_updates_and_counters()
    {
        var shape = await ReadAsync(
            "t",
            "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, n INTEGER DEFAULT (1 + 1), g AS (n * 2))",
            "INSERT INTO t VALUES (41, 1)",
            "CREATE TRIGGER \"delete\" BEFORE /* DELETE */ UPDATE OF n ON t BEGIN SELECT 1; END",
            "CREATE TRIGGER b AFTER INSERT ON t BEGIN DELETE FROM t WHERE 0; END",
            "CREATE TRIGGER c AFTER DELETE ON t BEGIN INSERT INTO t VALUES (1, 1); END");

        shape.Triggers.ShouldBe(["delete", "b"]);
        shape.Counter.ShouldBe("41");
        shape.Columns.Select(column => column.Default).ShouldBe([null, "1 + 1", null]);
        shape.Columns[2].Column.Generated.ShouldBeTrue();
    }

    [Fact]
    public async Task Leaves_out_its_own_tables_virtual_tables_and_their_shadows()
    {
        using var folder = new TemporaryFolder();
        var shapes = await ReadAllAsync(
            folder, "CREATE TABLE movies (id INTEGER PRIMARY KEY)", "CREATE TABLE ferry_bookings (id INTEGER PRIMARY KEY)", "CREATE TABLE ferry_production_runs (id INTEGER PRIMARY KEY)",
            "CREATE TABLE ferry_production_map_movies (id INTEGER PRIMARY KEY)", "CREATE VIRTUAL TABLE words USING fts5(word)");

        shapes.Select(shape => shape.Name).ShouldBe(["ferry_bookings", "movies"]);
    }

    private static async Task<TableShape> ReadAsync(string table, params string[] statements)
    {
        using var folder = new TemporaryFolder();
        return (await ReadAllAsync(folder, statements)).Single(shape => shape.Name == table);
    }

    private static async Task<IReadOnlyList<TableShape>> ReadAllAsync(TemporaryFolder folder, params string[] statements)
    {
        var path = folder.File("shapes.db");
        TemporaryFolder.Execute(path, statements);
        await using var session = await Sessions.OpenAsync(path, SessionAccess.Write);
        return await session.Merge.ShouldNotBeNull().ReadShapesAsync(TestContext.Current.CancellationToken);
    }
}
