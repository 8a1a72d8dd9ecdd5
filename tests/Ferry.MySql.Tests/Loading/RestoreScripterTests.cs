using System.Text;
using Ferry.Loading;
using Ferry.Schema;

namespace Ferry.MySql.Tests.Loading;

public sealed class RestoreScripterTests
{
    private static IRestoreScripter Scripter => new MySqlProvider().Scripter!;

    [Fact]
    public void Replaces_definers_that_do_not_exist_and_says_so()
    {
        var catalog = Catalog(
            new SchemaObject { Kind = ObjectKind.View, Name = "v", Ddl = "CREATE ALGORITHM=UNDEFINED DEFINER=`gone`@`%` SQL SECURITY DEFINER VIEW `v` AS select 'DEFINER=`gone`@`%`' AS `d`" },
            new SchemaObject { Kind = ObjectKind.Function, Name = "f", Ddl = "CREATE DEFINER=`app`@`localhost` FUNCTION `f`() RETURNS int RETURN 1" });

        var script = Scripter.Write(catalog, new RestoreScriptOptions("movies") { KnownDefiners = ["app@localhost"] });

        script.Of(RestorePhase.Views).Single().Sql.ShouldBe(
            "CREATE ALGORITHM=UNDEFINED DEFINER=CURRENT_USER SQL SECURITY DEFINER VIEW `v` AS select 'DEFINER=`gone`@`%`' AS `d`");
        script.Of(RestorePhase.Routines).Single().Sql.ShouldContain("DEFINER=`app`@`localhost`");
        script.Notes.Single().ShouldContain("gone@%");
    }

    [Theory]
    [InlineData(ObjectKind.View, "GRANT ALL ON *.* TO app")]
    [InlineData(ObjectKind.View, "CREATE USER app IDENTIFIED BY 'x'")]
    [InlineData(ObjectKind.View, "CREATE VIEW v AS SELECT 1; GRANT ALL ON *.* TO app")]
    [InlineData(ObjectKind.View, "CREATE /*!99999 VIEW v AS SELECT */ USER app")]
    [InlineData(ObjectKind.View, "LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE t")]
    [InlineData(ObjectKind.Procedure, "CREATE DEFINER=`a`@`b` FUNCTION f() RETURNS int RETURN 1")]
    [InlineData(ObjectKind.Trigger, "\\! rm -rf /")]
    [InlineData(ObjectKind.Event, "source /etc/passwd")]
    public void Refuses_a_record_that_does_something_else_than_it_says(ObjectKind kind, string ddl)
    {
        var catalog = Catalog(new SchemaObject { Kind = kind, Name = "v", Ddl = ddl });

        var failure = Should.Throw<FerryException>(() => Scripter.Write(catalog, new RestoreScriptOptions("movies")));

        failure.Kind.ShouldBe(FailureKind.Refused);
        failure.Code.ShouldBe("mysql.foreign-statement");
    }

    [Theory]
    [InlineData("DROP TABLE users")]
    [InlineData("CREATE TABLE `t` (`id` int); GRANT ALL ON *.* TO app")]
    [InlineData("CREATE DATABASE t")]
    public void Refuses_a_table_that_is_something_else(string ddl)
    {
        var catalog = Catalog() with { Tables = [new Table { Name = "t", Ddl = ddl, Columns = [] }] };

        Should.Throw<FerryException>(() => Scripter.Write(catalog, new RestoreScriptOptions("movies"))).Code.ShouldBe("mysql.foreign-statement");
    }

    [Fact]
    public void Creates_events_disabled_and_enables_them_last_as_their_definer()
    {
        var catalog = Catalog(
            new SchemaObject { Kind = ObjectKind.Event, Name = "a", Ddl = "CREATE DEFINER=`u`@`h` EVENT `a` ON SCHEDULE EVERY 1 DAY ON COMPLETION NOT PRESERVE ENABLE COMMENT 'ENABLE' DO SELECT 'PRESERVE ENABLE'" },
            new SchemaObject { Kind = ObjectKind.Event, Name = "b", Ddl = "CREATE EVENT `b` ON SCHEDULE EVERY 1 DAY ON COMPLETION PRESERVE DISABLE DO SELECT 1" });

        var events = Scripter.Write(catalog, new RestoreScriptOptions("movies")).Of(RestorePhase.Events).Select(statement => statement.Sql).ToList();

        events.ShouldBe(
        [
            "CREATE DEFINER=`u`@`h` EVENT `a` ON SCHEDULE EVERY 1 DAY ON COMPLETION NOT PRESERVE DISABLE COMMENT 'ENABLE' DO SELECT 'PRESERVE ENABLE'",
            "CREATE EVENT `b` ON SCHEDULE EVERY 1 DAY ON COMPLETION PRESERVE DISABLE DO SELECT 1",
            "ALTER DEFINER=`u`@`h` EVENT `a` ENABLE",
        ]);
    }

    [Fact]
    public void Orders_views_by_what_they_read_and_leaves_out_broken_ones()
    {
        var catalog = Catalog(
            View("a", "CREATE VIEW `a` AS select `b`.`id` AS `id` from (`b` join `c` on(1))"),
            View("b", "CREATE VIEW `b` AS select 1 AS `id` from `movies`.`c`"),
            View("c", "CREATE VIEW `c` AS select 1 AS `id`"),
            View("broken", "CREATE VIEW `broken` AS select 1 from `gone`") with { Attributes = new Dictionary<string, string> { ["invalid"] = "no such table" } });

        var script = Scripter.Write(catalog, new RestoreScriptOptions("movies"));

        script.Of(RestorePhase.Views).Select(statement => statement.Name).ShouldBe(["c", "b", "a"]);
        script.Notes.Single().ShouldContain("broken");
    }

    [Fact]
    public void Makes_the_definition_of_a_table_when_it_is_asked_for()
    {
        var catalog = Catalog(View("v", "CREATE VIEW `v` AS select 1 AS `id`")) with
        {
            Tables = [NumberedTable("a"), NumberedTable("b"), NumberedTable("c") with { Ddl = "no definition" }],
        };
        var options = new RestoreScriptOptions("movies");

        using var statements = Scripter.Statements(catalog, options).GetEnumerator();

        statements.MoveNext().ShouldBeTrue();
        statements.Current.Name.ShouldBe("a");
        statements.MoveNext().ShouldBeTrue();
        statements.Current.Name.ShouldBe("b");
        Should.Throw<FerryException>(() => statements.MoveNext());
        var two = catalog with { Tables = [.. catalog.Tables.Take(2)] };
        Scripter.Statements(two, options).ShouldBe(Scripter.Write(two, options).Statements);
        Scripter.Statements(two, options).Select(statement => (statement.Phase, statement.Name)).ShouldBe(
        [
            (RestorePhase.Tables, "a"), (RestorePhase.Tables, "b"), (RestorePhase.Indexes, "a"), (RestorePhase.Indexes, "b"),
            (RestorePhase.Counters, "a"), (RestorePhase.Counters, "b"), (RestorePhase.Views, "v"),
        ]);
    }

    private static Table NumberedTable(string name) => new()
    {
        Name = name,
        Ddl = $"CREATE TABLE `{name}` (\n  `id` int NOT NULL AUTO_INCREMENT,\n  `n` int,\n  PRIMARY KEY (`id`),\n  KEY `n` (`n`)\n) ENGINE=InnoDB AUTO_INCREMENT=7",
        Columns = [new Column { Name = "id", Type = "int", AutoIncrement = true }, new Column { Name = "n", Type = "int", Nullable = true }],
    };

    [Fact]
    public void Chooses_a_delimiter_that_the_body_does_not_hold()
    {
        var statement = new ScriptStatement(
            RestorePhase.Routines, ObjectKind.Procedure, "p\nq", null, "CREATE PROCEDURE p() BEGIN SELECT '$$'; SELECT 4 // 2; END", new DdlSession("ANSI_QUOTES"));

        var text = Scripter.ClientText(statement);

        text.ShouldBe(
            "SET SESSION sql_mode = 'ANSI_QUOTES';\nDELIMITER ;;\nCREATE PROCEDURE p() BEGIN SELECT '$$'; SELECT 4 // 2; END\n;;\nDELIMITER ;\n"
            + "SET NAMES utf8mb4;\nSET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES', time_zone = '+00:00';\n");
    }

    [Fact]
    public void Loads_through_expressions_only_where_a_type_needs_one()
    {
        var table = Table(
            new Column { Name = "id", Type = "int", AutoIncrement = true }, new Column { Name = "j", Type = "json" }, new Column { Name = "t", Type = "text" },
            new Column { Name = "g", Type = "int", Generated = true }, new Column { Name = "e", Type = "enum('','a')" });

        Scripter.LoadStatement(table, "data/it's/1.tsv").ShouldBe(
            """
            LOAD DATA LOCAL INFILE 'data/it''s/1.tsv' INTO TABLE `t`
            CHARACTER SET binary FIELDS TERMINATED BY '\t' ESCAPED BY '\\' LINES TERMINATED BY '\n'
            (@f1, @f2, `t`, @f4)
            SET `id` = @f1, `j` = CONVERT(@f2 USING utf8mb4), `e` = @f4 + 0
            """);
    }

    [Fact]
    public async Task Writes_rows_as_inserts_that_keep_every_byte()
    {
        var table = Table(
            new Column { Name = "n", Type = "int" }, new Column { Name = "t", Type = "text", Collation = "utf8mb4_bin" }, new Column { Name = "l", Type = "text", Collation = "latin1_bin" },
            new Column { Name = "b", Type = "blob" });
        var rows = new MemoryStream([.. "1\tit's \\\\\\t\tx\t"u8, 0xFF, .. "\\0\n\\N\t"u8, 0xFF, .. "\t\t\n; DROP\ta\t\t\n"u8]);
        var sql = new MemoryStream();

        await Scripter.WriteInsertsAsync(table, rows, sql, TestContext.Current.CancellationToken);

        Encoding.UTF8.GetString(sql.ToArray()).ShouldBe(
            "INSERT INTO `t` (`n`, `t`, `l`, `b`) VALUES\n(1,'it\\'s \\\\\\t',_binary 0x78,0xFF00),\n(NULL,_binary 0xFF,'',''),\n('; DROP','a','','');\n");
    }

    private static SchemaObject View(string name, string ddl) => new() { Kind = ObjectKind.View, Name = name, Ddl = ddl };

    private static Table Table(params Column[] columns) => new() { Name = "t", Ddl = "", Columns = columns };

    private static Catalog Catalog(params SchemaObject[] objects) => new() { Engine = "mysql", Database = "movies", Tables = [], Objects = objects };
}
