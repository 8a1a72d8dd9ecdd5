using SQLitePCL;

namespace Ferry.Sqlite.Tests.Fidelity;

/// <summary>Definitions of every kind (cases 13 to 19).</summary>
public sealed class SchemaTests
{
    [Fact]
    public async Task Case_13_Keeps_generated_columns()
    {
        using var databases = await CopiedDatabase.OfAsync(
            "CREATE TABLE t (a INTEGER, v INTEGER AS (a * 2), s TEXT GENERATED ALWAYS AS ('n' || a) STORED, b)", "CREATE INDEX tv ON t (v)",
            "INSERT INTO t (a, b) VALUES (1, 'x'), (2, NULL)");

        databases.ShouldBeEqual();
        databases.OfCopy("SELECT group_concat(v || s) FROM t").ShouldBe("2n1,4n2");
    }

    [Fact]
    public async Task Case_14_Keeps_virtual_tables_and_their_shadow_tables_once()
    {
        using var databases = await CopiedDatabase.OfAsync(
            "CREATE VIRTUAL TABLE f3 USING fts3 (body)", "INSERT INTO f3 VALUES ('alpha beta')",
            "CREATE VIRTUAL TABLE f4 USING fts4 (body)", "INSERT INTO f4 VALUES ('gamma delta')",
            "CREATE VIRTUAL TABLE f5 USING fts5 (title, body, tokenize = 'porter')", "INSERT INTO f5 (rowid, title, body) VALUES (17, 'one', 'running')",
            "CREATE VIRTUAL TABLE r USING rtree (id, x0, x1)", "INSERT INTO r VALUES (1, 0.5, 1.5), (9, 10, 20)");

        databases.ShouldBeEqual();
        databases.OfCopy("SELECT rowid FROM f5 WHERE f5 MATCH 'run'").ShouldBe("17");
        databases.OfCopy("SELECT count(*) FROM f3 WHERE f3 MATCH 'beta'").ShouldBe("1");
        databases.OfCopy("SELECT count(*) FROM f4 WHERE f4 MATCH 'gamma'").ShouldBe("1");
        databases.OfCopy("SELECT id FROM r WHERE x0 > 5").ShouldBe("9");
        databases.OfCopy("PRAGMA integrity_check").ShouldBe("ok");
    }

    [Fact]
    public async Task Case_15_Keeps_a_virtual_table_whose_module_is_missing()
    {
        using var databases = await CopiedDatabase.OfAsync(
            "CREATE TABLE ordinary (x)", "INSERT INTO ordinary VALUES (1)", "CREATE TABLE vec_data (id INTEGER PRIMARY KEY, v BLOB)",
            "INSERT INTO vec_data VALUES (1, x'0102')", "PRAGMA writable_schema = ON",
            "INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES ('table', 'vec', 'vec', 0, 'CREATE VIRTUAL TABLE vec USING vec0 (v)')");

        databases.ShouldBeEqual();
        databases.OfCopy("SELECT sql FROM sqlite_schema WHERE name = 'vec'").ShouldBe("CREATE VIRTUAL TABLE vec USING vec0 (v)");
    }

    [Fact]
    public async Task Case_16_Keeps_views_and_triggers_in_order_and_fires_none()
    {
        using var databases = await CopiedDatabase.OfAsync(
            "CREATE VIEW early AS SELECT * FROM late", "CREATE TABLE base (x)", "CREATE VIEW late AS SELECT x FROM base", "CREATE TABLE log (x)",
            "CREATE TRIGGER tr AFTER INSERT ON base BEGIN INSERT INTO log VALUES ('END; it''s ' || new.x); SELECT CASE WHEN 1 THEN 2 END; END",
            "CREATE TRIGGER tv INSTEAD OF INSERT ON late BEGIN INSERT INTO base VALUES (new.x); END", "INSERT INTO base VALUES ('a;b')");

        databases.ShouldBeEqual();
        databases.OfCopy("SELECT count(*) FROM log").ShouldBe("1");
        databases.OfCopy("SELECT x FROM early").ShouldBe("a;b");
    }

    [Fact]
    public async Task Case_17_Keeps_orphan_rows_and_cyclic_foreign_keys()
    {
        using var databases = await CopiedDatabase.OfAsync(
            "PRAGMA foreign_keys = OFF", "CREATE TABLE a (id INTEGER PRIMARY KEY, b REFERENCES b DEFERRABLE INITIALLY DEFERRED)",
            "CREATE TABLE b (id INTEGER PRIMARY KEY, a REFERENCES a)", "INSERT INTO a VALUES (1, 1), (2, 99)", "INSERT INTO b VALUES (1, 1), (2, 98)");

        databases.ShouldBeEqual();
        databases.RowsOfCopy("PRAGMA foreign_key_check").Count.ShouldBe(2);
    }

    [Fact]
    public async Task Case_18_Keeps_partial_expression_descending_and_collated_indexes()
    {
        using var databases = await CopiedDatabase.OfAsync(
            "CREATE TABLE t (a, b TEXT COLLATE NOCASE)", "CREATE INDEX i1 ON t (a) WHERE a > 5", "CREATE INDEX i2 ON t (lower(b), a DESC)",
            "CREATE UNIQUE INDEX i3 ON t (b COLLATE RTRIM)", "INSERT INTO t VALUES (1, 'x'), (9, 'Y')");

        databases.ShouldBeEqual();
        databases.OfCopy("PRAGMA integrity_check").ShouldBe("ok");
    }

    [Fact]
    public async Task Case_18_Copies_tables_whose_collation_and_functions_only_the_application_has()
    {
        using var databases = CopiedDatabase.Empty();
        using (var source = RawDatabase.Open(databases.Source))
        {
            RegisterApplicationFunctions(source);
            source.Execute("CREATE TABLE c (x TEXT COLLATE backwards PRIMARY KEY) WITHOUT ROWID");
            source.Execute("INSERT INTO c VALUES ('a'), ('b'), ('c')");
            source.Execute("CREATE TABLE g (x INTEGER, y AS (twice(x)) NOT NULL)");
            source.Execute("CREATE INDEX gi ON g (twice(x))");
            source.Execute("INSERT INTO g VALUES (21)");
        }

        await databases.CopyAsync();

        databases.Consistency!.Warnings.ShouldHaveSingleItem().ShouldContain("backwards");
        using var copy = RawDatabase.Open(databases.Copy);
        RegisterApplicationFunctions(copy);
        copy.Text("PRAGMA integrity_check").ShouldBe("ok");
        copy.Text("SELECT group_concat(x) FROM c").ShouldBe("c,b,a");
        copy.Text("SELECT y FROM g").ShouldBe("42");
    }

    [Fact]
    public async Task Case_19_Keeps_quirks_that_old_schemas_may_hold()
    {
        using var databases = await CopiedDatabase.OfAsync(
            "CREATE TABLE dqs (x CHECK (x <> \"no column\"))", "CREATE INDEX dqsi ON dqs (x) WHERE x > \"literal\"", "INSERT INTO dqs VALUES ('y')",
            "CREATE TABLE nulls (a TEXT PRIMARY KEY, b)", "INSERT INTO nulls VALUES (NULL, 1), (NULL, 2)",
            "CREATE TABLE affinity (a \"VARCHAR(20) INTEGER\", b FLOATING POINT, c)", "INSERT INTO affinity VALUES ('7', '8', '9')",
            "CREATE TABLE \"line\nbreak \"\"quoted\"\" 'x' [y] `z`\" (\"select\", \"a\nb\", \"\")", "INSERT INTO \"line\nbreak \"\"quoted\"\" 'x' [y] `z`\" VALUES (1, 2, 3)",
            "CREATE TABLE \"table\" (\"order\" INTEGER PRIMARY KEY DESC, \"group\")", "INSERT INTO \"table\" VALUES (5, 6)",
            "CREATE TABLE Ünï (é)", "INSERT INTO Ünï VALUES ('ß')", "CREATE TABLE hides (rowid, x)", "INSERT INTO hides VALUES (50, 1)",
            "CREATE TABLE added (a)", "INSERT INTO added VALUES (1)", "ALTER TABLE added ADD COLUMN b DEFAULT 'short row'");

        databases.ShouldBeEqual();
        databases.OfCopy("SELECT b FROM added").ShouldBe("short row");
    }

    private static void RegisterApplicationFunctions(RawDatabase database)
    {
        raw.sqlite3_create_collation(database.Handle, "backwards", null, (_, left, right) => string.CompareOrdinal(right, left)).ShouldBe(raw.SQLITE_OK);
        raw.sqlite3_create_function(
            database.Handle, "twice", 1, raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC, null,
            (context, _, values) => raw.sqlite3_result_int64(context, 2 * raw.sqlite3_value_int64(values[0]))).ShouldBe(raw.SQLITE_OK);
    }
}
