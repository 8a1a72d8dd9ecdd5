using Ferry.MySql.Tests.Loading;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Merging;

public sealed class ShapeReaderTests
{
    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Gives_defaults_as_SQL_that_the_server_takes_back(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("shapes", TestContext.Current.CancellationToken);
        await Statements.RunAsync(
            database,
            """
            CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, none_ INT, null_ INT DEFAULT NULL, required INT NOT NULL, number_ DECIMAL(5,2) NOT NULL DEFAULT 1.50,
                word VARCHAR(20) NOT NULL DEFAULT 'it''s \\ here', null_word VARCHAR(20) DEFAULT 'NULL', bits BIT(3) NOT NULL DEFAULT b'101',
                expression_ VARCHAR(40) NOT NULL DEFAULT (CONCAT('a''', 'b')), stamped TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
                computed INT AS (id_of + 1) VIRTUAL, id_of INT NOT NULL DEFAULT 4)
            """);

        var shape = (await Shapes.ReadAsync(database)).Table("t");

        shape.Columns.Where(column => column.Default is null).Select(column => column.Name).ShouldBe(["id", "none_", "null_", "required", "computed"]);
        shape.Columns.Where(column => !column.MayBeLeftOut).Select(column => column.Name).ShouldBe(["required"]);
        shape.Columns.Where(column => column.Computed is not null).Select(column => column.Name).ShouldBe(["computed"]);
        (await database.ScalarAsync<long>($"SELECT {shape.Column("computed").Computed} FROM (SELECT 4 AS id_of) AS t", TestContext.Current.CancellationToken)).ShouldBe(5);
        shape.Columns.Where(column => column.StampedOnUpdate).Select(column => column.Name).ShouldBe(["stamped"]);
        (await database.ScalarAsync<string>($"SELECT CONCAT_WS('|', {shape.Column("number_").Default}, {shape.Column("word").Default}, {shape.Column("null_word").Default}, "
            + $"{shape.Column("bits").Default} + 0, {shape.Column("expression_").Default}, {shape.Column("stamped").Default} IS NOT NULL)", TestContext.Current.CancellationToken))
            .ShouldBe(@"1.50|it's \ here|NULL|5|a'b|1");
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Tells_keys_of_whole_columns_from_keys_of_prefixes_and_names_character_sets(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("shapes", TestContext.Current.CancellationToken);
        await Statements.RunAsync(
            database,
            """
            CREATE TABLE t (tenant INT NOT NULL, id INT NOT NULL, slug VARCHAR(100) CHARACTER SET utf8mb3 NOT NULL, name TEXT CHARACTER SET latin1 NOT NULL, raw_ VARBINARY(20),
                PRIMARY KEY (id, tenant), UNIQUE KEY by_slug (tenant, slug), UNIQUE KEY by_start (name(12)), KEY plain (raw_))
            """);

        var shape = (await Shapes.ReadAsync(database)).Table("t");

        shape.PrimaryKey.ShouldBe(["id", "tenant"]);
        shape.Uniques.Select(unique => unique.Name).ShouldBe(["by_slug", "by_start"]);
        shape.Uniques[0].Columns.ShouldBe(["tenant", "slug"]);
        shape.Uniques[0].IsPlain.ShouldBeTrue();
        shape.Uniques[1].Parts.ShouldHaveSingleItem().Prefix.ShouldBe(12);
        shape.Uniques[1].IsPlain.ShouldBeFalse();
        shape.Columns.Select(column => column.Charset).ShouldBe([null, null, "utf8mb3", "latin1", null]);
    }

    [Fact]
    public async Task Gives_the_expressions_of_functional_keys_as_SQL()
    {
        await using var database = await TestServer.Of(ServerKind.MySql).CreateDatabaseAsync("shapes", TestContext.Current.CancellationToken);
        await Statements.RunAsync(
            database,
            "CREATE TABLE t (id INT PRIMARY KEY, tenant INT, email VARCHAR(100), UNIQUE KEY by_email (tenant, (LOWER(CONCAT(email, 'it''s \\\\')))))",
            "INSERT INTO t VALUES (1, 1, 'ANA')");

        var unique = (await Shapes.ReadAsync(database)).Table("t").Uniques.ShouldHaveSingleItem();

        unique.Columns.ShouldBe(["tenant"]);
        unique.IsPlain.ShouldBeFalse();
        (await database.ScalarAsync<string>($"SELECT {unique.Parts[1].Expression} FROM t", TestContext.Current.CancellationToken)).ShouldBe(@"anait's \");
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Keeps_the_columns_of_composite_foreign_keys_together_and_reports_those_into_other_databases(ServerKind kind)
    {
        await using var abroad = await TestServer.Of(kind).CreateDatabaseAsync("shapes", TestContext.Current.CancellationToken);
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("shapes", TestContext.Current.CancellationToken);
        await Statements.RunAsync(abroad, "CREATE TABLE parents (id INT PRIMARY KEY)");
        await Statements.RunAsync(
            database,
            "CREATE TABLE parents (a INT, b INT, PRIMARY KEY (a, b))",
            $"""
            CREATE TABLE children (id INT PRIMARY KEY, x INT, y INT, boss INT, far INT,
                CONSTRAINT both_ FOREIGN KEY (y, x) REFERENCES parents (a, b), CONSTRAINT self_ FOREIGN KEY (boss) REFERENCES children (id),
                CONSTRAINT abroad_ FOREIGN KEY (far) REFERENCES `{abroad.Name}`.parents (id))
            """);

        var shape = (await Shapes.ReadAsync(database)).Table("children");

        shape.ForeignKeys.Select(key => (key.Name, string.Join(',', key.Columns), key.ParentTable, string.Join(',', key.ParentColumns)))
            .ShouldBe([("both_", "y,x", "parents", "a,b"), ("self_", "boss", "children", "id")]);
        var finding = shape.Findings.ShouldHaveSingleItem();
        finding.Code.ShouldBe("mysql.foreign-key-abroad");
        finding.Message.ShouldContain(abroad.Name);
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Lists_triggers_of_inserts_and_updates_checks_and_counters(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("shapes", TestContext.Current.CancellationToken);
        await Statements.RunAsync(
            database,
            "CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, n INT, CONSTRAINT positive CHECK (n > 0 OR n IN ('x''y\\\\')))",
            "INSERT INTO t VALUES (41, 1)",
            "CREATE TABLE fresh (id INT AUTO_INCREMENT PRIMARY KEY)",
            "CREATE TRIGGER on_update BEFORE UPDATE ON t FOR EACH ROW SET @x = 1",
            "CREATE TRIGGER on_insert BEFORE INSERT ON t FOR EACH ROW SET @x = 1",
            "CREATE TRIGGER on_delete BEFORE DELETE ON t FOR EACH ROW SET @x = 1");

        var shapes = await Shapes.ReadAsync(database);

        shapes.Table("t").Triggers.ShouldBe(["on_insert", "on_update"]);
        shapes.Table("t").Counter.ShouldBe("41");
        shapes.Table("fresh").Counter.ShouldBe("0");
        var check = shapes.Table("t").Checks.ShouldHaveSingleItem();
        check.Name.ShouldBe("positive");
        (await database.ScalarAsync<long>($"SELECT COUNT(*) FROM t WHERE {check.Condition}", TestContext.Current.CancellationToken)).ShouldBe(1);
    }
}
