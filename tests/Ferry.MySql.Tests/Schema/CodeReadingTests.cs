using Ferry.MySql.Tests.Loading;
using Ferry.Schema;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Schema;

/// <summary>Views, triggers, routines, events, sequences and packages.</summary>
public sealed class CodeReadingTests
{
    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Keeps_stored_code_with_the_session_it_was_made_in(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("code", TestContext.Current.CancellationToken);
        await Statements.RunAsync(
            database,
            "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20))",
            "CREATE TABLE t_ (id INT PRIMARY KEY)",
            "SET SESSION sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT'",
            "CREATE TRIGGER second BEFORE INSERT ON t FOR EACH ROW SET NEW.v = NEW.v || '2'",
            "CREATE TRIGGER first BEFORE INSERT ON t FOR EACH ROW PRECEDES second SET NEW.v = NEW.v || '1'",
            "CREATE TRIGGER other BEFORE INSERT ON t_ FOR EACH ROW SET NEW.id = NEW.id",
            "CREATE FUNCTION f(a INT) RETURNS INT DETERMINISTIC BEGIN /* kept; -- so */ RETURN a + 1; END",
            "CREATE PROCEDURE p() BEGIN SELECT 'x;y'; -- kept\n END",
            "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DISABLE DO DELETE FROM t",
            "CREATE EVENT once ON SCHEDULE AT '2037-01-01 00:00:00' DO DELETE FROM t");

        var catalog = await Catalogs.ReadAsync(database);

        catalog.Objects.Where(item => item.Kind == ObjectKind.Trigger).Select(item => (item.Table, item.Name)).ShouldBe([("t", "first"), ("t", "second"), ("t_", "other")]);
        var trigger = catalog.Object(ObjectKind.Trigger, "first");
        trigger.Session.ShouldNotBeNull().SqlMode.ShouldNotBeNull().ShouldContain("ANSI_QUOTES");
        trigger.Session.Charset.ShouldBe("utf8mb4");
        trigger.Session.DatabaseCollation.ShouldNotBeNullOrEmpty();
        trigger.Definer.ShouldNotBeNull().ShouldContain("@");
        trigger.Ddl.ShouldContain("NEW.v || '1'");
        catalog.Object(ObjectKind.Function, "f").Ddl.ShouldContain("/* kept; -- so */");
        catalog.Object(ObjectKind.Procedure, "p").Ddl.ShouldContain("SELECT 'x;y'; -- kept\n END");
        catalog.Object(ObjectKind.Event, "e").Attributes["status"].ShouldBe("DISABLED");
        catalog.Object(ObjectKind.Event, "once").Attributes["status"].ShouldBe("ENABLED");
        catalog.Object(ObjectKind.Event, "once").Session.ShouldNotBeNull().TimeZone.ShouldNotBeNullOrEmpty();
        catalog.Omissions.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Knows_what_views_read(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("code", TestContext.Current.CancellationToken);
        await Statements.RunAsync(
            database,
            "CREATE TABLE `base``1` (id INT)",
            "CREATE VIEW z_first AS SELECT id, 'other' AS s FROM `base``1`",
            "CREATE TABLE other (id INT)",
            "CREATE VIEW a_second AS SELECT * FROM z_first");

        var catalog = await Catalogs.ReadAsync(database);

        catalog.Object(ObjectKind.View, "z_first").DependsOn.ShouldBe(["base`1"]);
        catalog.Object(ObjectKind.View, "a_second").DependsOn.ShouldBe(["z_first"]);
        catalog.Tables.Select(table => table.Name).ShouldBe(["base`1", "other"]);
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Reports_a_broken_view_and_keeps_its_text(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("code", TestContext.Current.CancellationToken);
        await Statements.RunAsync(
            database, "CREATE TABLE gone (id INT)", "CREATE VIEW broken AS SELECT id FROM gone", "CREATE VIEW fine AS SELECT 1 AS one", "DROP TABLE gone");

        var catalog = await Catalogs.ReadAsync(database);

        var omission = catalog.Omissions.ShouldHaveSingleItem();
        omission.Severity.ShouldBe(FindingSeverity.Failure);
        omission.Message.ShouldContain("broken");
        catalog.Object(ObjectKind.View, "fine").Attributes.ShouldBeEmpty();
        catalog.Object(ObjectKind.View, "broken").Attributes.Keys.ShouldBe(["invalid"]);
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Reports_code_that_the_account_may_not_see(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("code", TestContext.Current.CancellationToken);
        await Statements.RunAsync(database, "CREATE TABLE t (id INT PRIMARY KEY)", "CREATE FUNCTION f() RETURNS INT DETERMINISTIC RETURN 1");
        await using var account = await LimitedAccount.CreateAsync(database, "SELECT, SHOW VIEW, EXECUTE ON {db}.*");
        await using var session = await account.OpenAsync();

        var catalog = (await session.Schema.ReadAsync(TableSelection.All, TestContext.Current.CancellationToken)).ShouldNotBeNull();

        catalog.Omissions.ShouldContain(finding => finding.Message.Contains("function f", StringComparison.Ordinal));
        catalog.Omissions.ShouldContain(finding => finding.Message.Contains("riggers", StringComparison.Ordinal));
        catalog.Omissions.ShouldContain(finding => finding.Message.Contains("vents", StringComparison.Ordinal));
        catalog.Omissions.ShouldAllBe(finding => finding.Severity == FindingSeverity.Failure && finding.Remedy != null);
    }

    [Fact]
    public async Task Reads_sequences_with_their_next_value()
    {
        await using var database = await TestServer.MariaDb.CreateDatabaseAsync("code", TestContext.Current.CancellationToken);
        await Statements.RunAsync(
            database,
            "CREATE SEQUENCE s START WITH 5 INCREMENT BY 3 CACHE 10",
            "SELECT NEXTVAL(s)",
            "CREATE TABLE t (id INT DEFAULT NEXTVAL(s) PRIMARY KEY)");
        await using var session = await Opened.ReadAsync(database);
        await using var snapshot = await session.Snapshots.OpenAsync(new(TableSelection.All, 1, TimeSpan.FromSeconds(10)), TestContext.Current.CancellationToken);

        var sequence = snapshot.Catalog.Object(ObjectKind.Sequence, "s");
        sequence.Ddl.ShouldContain("increment by 3");
        sequence.Attributes["next"].ShouldBe("35");
        sequence.Attributes["round"].ShouldBe("0");
        snapshot.Catalog.Tables.Select(table => table.Name).ShouldBe(["t"]);
    }

    [Fact]
    public async Task Reads_packages()
    {
        await using var database = await TestServer.MariaDb.CreateDatabaseAsync("code", TestContext.Current.CancellationToken);
        await Statements.RunAsync(
            database,
            "SET SESSION sql_mode = 'ORACLE'",
            "CREATE PACKAGE pkg AS FUNCTION f RETURN INT; END",
            "CREATE PACKAGE BODY pkg AS FUNCTION f RETURN INT AS BEGIN RETURN 1; END; END");

        var catalog = await Catalogs.ReadAsync(database);

        catalog.Objects.Select(item => (item.Kind, item.Name)).ShouldBe([(ObjectKind.Package, "pkg"), (ObjectKind.PackageBody, "pkg")]);
        catalog.Objects.ShouldAllBe(item => item.Session!.SqlMode!.Contains("ORACLE"));
    }
}
