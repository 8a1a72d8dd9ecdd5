using Ferry.MySql.Tests.Loading;
using Ferry.Schema;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Schema;

public sealed class TableReadingTests
{
    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Takes_a_column_for_generated_only_when_the_server_computes_it(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("tables", TestContext.Current.CancellationToken);
        await Statements.RunAsync(
            database,
            """
            CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, plain INT DEFAULT 1, stored_ INT AS (plain + 1) STORED, virtual_ INT AS (plain * 2) VIRTUAL,
                expression_default VARCHAR(40) DEFAULT (CONCAT('a', 'b')), stamped TIMESTAMP DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
                hidden INT DEFAULT 7 INVISIBLE)
            """);

        var table = (await Catalogs.ReadAsync(database)).Table("t");

        table.Columns.Where(column => column.Generated).Select(column => column.Name).ShouldBe(["stored_", "virtual_"]);
        table.Columns.Where(column => column.Invisible).Select(column => column.Name).ShouldBe(["hidden"]);
        table.Columns.Where(column => column.AutoIncrement).Select(column => column.Name).ShouldBe(["id"]);
        table.Columns.Where(column => column.Nullable).Select(column => column.Name).ShouldContain("plain");
        table.Columns.Single(column => column.Name == "id").Nullable.ShouldBeFalse();
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Names_tables_that_the_account_may_not_see(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("tables", TestContext.Current.CancellationToken);
        await Statements.RunAsync(database, "CREATE TABLE seen (id INT PRIMARY KEY)", "CREATE TABLE hidden (id INT PRIMARY KEY)", "CREATE TABLE columns_only (id INT PRIMARY KEY, v INT)");
        await using var account = await LimitedAccount.CreateAsync(database, "SELECT ON {db}.seen", "SELECT (id) ON {db}.columns_only", "PROCESS ON *.*");
        await using var session = await account.OpenAsync();

        var all = (await session.Schema.ReadAsync(TableSelection.All, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        all.Omissions.Where(omission => omission.Message.Contains("hidden", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            omission => omission.Message.ShouldBe("The table hidden is not in the backup: the account may not read it."),
            omission => omission.Remedy.ShouldNotBeNull().ShouldStartWith($"GRANT SELECT ON `{database.Name}`.`hidden`"));

        var some = (await session.Schema.ReadAsync(TableSelection.All with { Exclude = ["hidden"] }, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        some.Omissions.ShouldNotContain(omission => omission.Message.Contains("hidden", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task A_database_whose_name_differs_in_case_only_has_tables_of_its_own(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("tables", TestContext.Current.CancellationToken);
        var other = database.Name.ToUpperInvariant();
        Assert.SkipWhen(OperatingSystem.IsWindows() || OperatingSystem.IsMacOS(), "Names of databases are files' names, and files' names have no case here.");
        await Statements.RunAsync(database, "CREATE TABLE t (id INT PRIMARY KEY)", $"CREATE DATABASE `{other}`", $"CREATE TABLE `{other}`.elsewhere (id INT PRIMARY KEY)");

        var catalog = await Catalogs.ReadAsync(database);

        await Statements.RunAsync(database, $"DROP DATABASE `{other}`");
        catalog.Omissions.ShouldBeEmpty();
        catalog.Tables.Select(table => table.Name).ShouldBe(["t"]);
    }

    [Fact]
    public async Task Columns_that_are_alike_in_many_tables_are_kept_once()
    {
        await using var database = await TestServer.MariaDb.CreateDatabaseAsync("tables", TestContext.Current.CancellationToken);
        await Statements.RunAsync(database, "CREATE TABLE a (id INT PRIMARY KEY, v VARCHAR(9))", "CREATE TABLE b (id INT PRIMARY KEY, v VARCHAR(8))");

        var catalog = await Catalogs.ReadAsync(database);

        catalog.Table("b").Columns[0].ShouldBeSameAs(catalog.Table("a").Columns[0]);
        catalog.Table("a").Columns.Concat(catalog.Table("b").Columns).Select(column => column.Type).ShouldBe(["int(11)", "varchar(9)", "int(11)", "varchar(8)"]);
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Reads_rows_of_a_table_that_has_only_generated_columns_as_empty_lines(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("tables", TestContext.Current.CancellationToken);
        await Statements.RunAsync(database, "CREATE TABLE t (g INT AS (1 + 1) STORED)", "INSERT INTO t VALUES (DEFAULT), (DEFAULT), (DEFAULT)");
        await using var session = await Opened.ReadAsync(database);
        await using var snapshot = await session.Snapshots.OpenAsync(new(TableSelection.All, 1, TimeSpan.FromSeconds(10)), TestContext.Current.CancellationToken);

        (await Reading.RowText.OfAsync(snapshot, "t")).ShouldBe("\n\n\n");
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Keeps_the_counter_of_a_table_whose_last_rows_are_gone(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("tables", TestContext.Current.CancellationToken);
        await Statements.RunAsync(
            database, "CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY)", "INSERT INTO t VALUES (1), (2), (41)", "DELETE FROM t WHERE id = 41", "CREATE TABLE none (id INT)");

        var catalog = await Catalogs.ReadAsync(database);

        catalog.Table("t").Attributes["auto_increment"].ShouldBe("42");
        catalog.Table("none").Attributes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Picks_the_key_by_which_a_table_can_be_cut(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("tables", TestContext.Current.CancellationToken);
        await Statements.RunAsync(
            database,
            "CREATE TABLE a_primary (x INT, y INT, u INT NOT NULL UNIQUE, PRIMARY KEY (y, x))",
            "CREATE TABLE b_unique (x INT NOT NULL, y INT NOT NULL, z INT NOT NULL, UNIQUE (x, y), UNIQUE (z))",
            "CREATE TABLE c_nullable (x INT, UNIQUE (x))",
            "CREATE TABLE d_prefix (x VARCHAR(200) NOT NULL, PRIMARY KEY (x(10)))",
            "CREATE TABLE e_enum (x ENUM('a', 'b'), y INT, PRIMARY KEY (x, y))",
            "CREATE TABLE f_none (x INT, KEY (x))",
            "CREATE TABLE g_hash (x INT PRIMARY KEY) ENGINE=MEMORY");

        var catalog = await Catalogs.ReadAsync(database);

        catalog.Table("a_primary").ChunkKey.ShouldBe(["y", "x"]);
        catalog.Table("b_unique").ChunkKey.ShouldBe(["z"]);
        catalog.Tables.Skip(2).ShouldAllBe(table => table.ChunkKey.Count == 0);
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Keeps_every_name_and_comment_as_it_is(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("tables", TestContext.Current.CancellationToken);
        string[] names = ["back`tick", "quo'te", "dou\"ble", "do.t", "sla/sh", "per%cent", "aster*isk", "spa ce", "1digit", "select", "dollar$", "new\nline", "a;b -- c", "*/", "ünï", "table_", "TABLE_x"];
        foreach (var name in names)
        {
            await Statements.RunAsync(
                database,
                $"CREATE TABLE `{name.Replace("`", "``", StringComparison.Ordinal)}` (`{name.Replace("`", "``", StringComparison.Ordinal)}` INT PRIMARY KEY COMMENT 'VIEW') COMMENT 'VIEW'",
                $"INSERT INTO `{name.Replace("`", "``", StringComparison.Ordinal)}` VALUES (1)");
        }

        await using var session = await Opened.ReadAsync(database);
        await using var snapshot = await session.Snapshots.OpenAsync(new(TableSelection.All, 1, TimeSpan.FromSeconds(10)), TestContext.Current.CancellationToken);

        snapshot.Catalog.Tables.Select(table => table.Name).Order(StringComparer.Ordinal).ShouldBe(names.Order(StringComparer.Ordinal));
        snapshot.Catalog.Omissions.ShouldBeEmpty();
        foreach (var table in snapshot.Catalog.Tables)
        {
            table.Columns.ShouldHaveSingleItem().Name.ShouldBe(table.Name);
            (await Reading.RowText.OfAsync(snapshot, table.Name)).ShouldBe("1\n");
        }
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Takes_only_the_structure_of_tables_whose_rows_are_elsewhere(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("tables", TestContext.Current.CancellationToken);
        await Statements.RunAsync(
            database,
            "CREATE TABLE m1 (id INT) ENGINE=MyISAM",
            "CREATE TABLE merged (id INT) ENGINE=MERGE UNION=(m1)",
            "CREATE TABLE kept (id INT) ENGINE=InnoDB",
            "CREATE TABLE named (id INT) ENGINE=InnoDB");

        var catalog = await Catalogs.ReadAsync(database, new([], [], ["named"]));

        catalog.Tables.ToDictionary(table => table.Name, table => (table.Content, table.Transactional)).ShouldBe(
            new Dictionary<string, (TableContent, bool)>
            {
                ["kept"] = (TableContent.Rows, true),
                ["m1"] = (TableContent.Rows, false),
                ["merged"] = (TableContent.Remote, false),
                ["named"] = (TableContent.StructureOnly, true),
            },
            ignoreOrder: true);
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Shows_expressions_with_four_byte_characters(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("tables", TestContext.Current.CancellationToken);
        await Statements.RunAsync(
            database,
            "CREATE TABLE t (a VARCHAR(9) COMMENT 'ünï', g VARCHAR(9) AS (CONCAT('😀')), ts TIMESTAMP NOT NULL DEFAULT '2020-01-01 12:00:00', CHECK (a <> '😀z'))");

        var ddl = (await Catalogs.ReadAsync(database)).Table("t").Ddl;

        ddl.ShouldContain("COMMENT 'ünï'");
        ddl.ShouldContain("'😀')");
        ddl.ShouldContain("'😀z'");
        ddl.ShouldContain("CREATE TABLE `t`");
    }

    [Fact]
    public async Task Reports_defaults_that_the_server_cannot_print()
    {
        await using var database = await TestServer.MariaDb.CreateDatabaseAsync("tables", TestContext.Current.CancellationToken);
        await Statements.RunAsync(
            database,
            "CREATE TABLE t (a VARCHAR(9) DEFAULT '😀', b VARCHAR(9) NOT NULL DEFAULT 'x😀', honest VARCHAR(9) DEFAULT 'why?')",
            "INSERT INTO t VALUES ('', '', '')");

        var catalog = await Catalogs.ReadAsync(database);

        catalog.Omissions.Select(finding => finding.Code).ShouldBe(["mysql.default-unprintable", "mysql.default-unprintable"]);
        catalog.Omissions[0].Message.ShouldContain("t.a");
        catalog.Omissions[1].Remedy.ShouldBe("After a restore: ALTER TABLE `t` ALTER COLUMN `b` SET DEFAULT 'x😀'");
    }

    [Theory, InlineData(ServerKind.MariaDb), InlineData(ServerKind.MariaDbNext)]
    public async Task Reads_the_history_of_system_versioned_tables(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("tables", TestContext.Current.CancellationToken);
        await Statements.RunAsync(
            database,
            "CREATE TABLE implied (id INT PRIMARY KEY, v INT) WITH SYSTEM VERSIONING",
            """
            CREATE TABLE declared (id INT PRIMARY KEY, v INT, s TIMESTAMP(6) GENERATED ALWAYS AS ROW START, e TIMESTAMP(6) GENERATED ALWAYS AS ROW END INVISIBLE,
                PERIOD FOR SYSTEM_TIME (s, e)) WITH SYSTEM VERSIONING
            """,
            """
            CREATE TABLE numbered (id INT PRIMARY KEY, v INT, s BIGINT UNSIGNED GENERATED ALWAYS AS ROW START, e BIGINT UNSIGNED GENERATED ALWAYS AS ROW END,
                PERIOD FOR SYSTEM_TIME (s, e)) WITH SYSTEM VERSIONING
            """,
            "INSERT INTO implied VALUES (1, 1)",
            "UPDATE implied SET v = 2",
            "INSERT INTO declared (id, v) VALUES (1, 1)",
            "UPDATE declared SET v = 2",
            "INSERT INTO numbered (id, v) VALUES (1, 1)",
            "UPDATE numbered SET v = 2");
        await using var session = await Opened.ReadAsync(database);
        await using var snapshot = await session.Snapshots.OpenAsync(new(TableSelection.All, 1, TimeSpan.FromSeconds(10)), TestContext.Current.CancellationToken);

        foreach (var name in new[] { "implied", "declared" })
        {
            var rows = (await Reading.RowText.OfAsync(snapshot, name)).TrimEnd('\n').Split('\n').Order(StringComparer.Ordinal).ToList();
            rows.Count.ShouldBe(2);
            rows[0].Split('\t').Length.ShouldBe(4);
            rows[1].ShouldEndWith("\t2038-01-19 03:14:07.999999");
        }

        (await Reading.RowText.OfAsync(snapshot, "numbered")).ShouldBe("1\t2\n");
        snapshot.Catalog.Omissions.ShouldHaveSingleItem().Message.ShouldContain("numbered");
    }

    [Fact]
    public async Task Reads_a_generated_invisible_primary_key_like_any_column()
    {
        await using var database = await TestServer.MySql.CreateDatabaseAsync("tables", TestContext.Current.CancellationToken);
        await Statements.RunAsync(database, "SET SESSION sql_generate_invisible_primary_key = ON", "CREATE TABLE t (v INT)", "INSERT INTO t VALUES (5), (6)");
        await using var session = await Opened.ReadAsync(database);
        await using var snapshot = await session.Snapshots.OpenAsync(new(TableSelection.All, 1, TimeSpan.FromSeconds(10)), TestContext.Current.CancellationToken);

        snapshot.Catalog.Table("t").Ddl.ShouldContain("my_row_id");
        (await Reading.RowText.OfAsync(snapshot, "t")).ShouldBe("1\t5\n2\t6\n");
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Tells_the_error_value_of_an_enum_from_its_empty_member(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("tables", TestContext.Current.CancellationToken);
        await Statements.RunAsync(
            database, "SET SESSION sql_mode = ''", "CREATE TABLE t (id INT PRIMARY KEY, e ENUM('a', ''))", "INSERT IGNORE INTO t VALUES (1, ''), (2, 'wrong'), (3, 'a'), (4, NULL)");
        await using var session = await Opened.ReadAsync(database);
        await using var snapshot = await session.Snapshots.OpenAsync(new(TableSelection.All, 1, TimeSpan.FromSeconds(10)), TestContext.Current.CancellationToken);

        (await Reading.RowText.OfAsync(snapshot, "t")).ShouldBe("1\t2\n2\t0\n3\t1\n4\t\\N\n");
    }
}
