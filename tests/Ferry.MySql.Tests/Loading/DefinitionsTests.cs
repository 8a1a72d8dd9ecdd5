using Ferry.Databases;
using Ferry.Loading;
using Ferry.Schema;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Loading;

/// <summary>Definitions that only the target itself can judge, tried before any row is loaded.</summary>
public sealed class DefinitionsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ServerKind.MariaDb, "hashed", "no_such_function")]
    [InlineData(ServerKind.MariaDb, "defaulted", "no_such_function")]
    [InlineData(ServerKind.MariaDb, "checked", "no_such_function")]
    [InlineData(ServerKind.MariaDb, "viewed", "no_such_function")]
    [InlineData(ServerKind.MySql, "hashed", "md5")]
    [InlineData(ServerKind.MySql, "defaulted", "md5")]
    [InlineData(ServerKind.MySql, "checked", "md5")]
    [InlineData(ServerKind.MySql, "viewed", "md5")]
    public async Task A_function_that_the_target_lacks_is_named_before_any_row_is_loaded(ServerKind kind, string where, string function)
    {
        await using var source = await SourceAsync(kind);
        await using var session = await new MySqlProvider().OpenAsync(source.Target, SessionAccess.Write, Token);
        var catalog = await session.Schema.ReadAsync(TableSelection.All, Token);
        var scratch = await CreateAsync(session, catalog!);
        try
        {
            var failure = await Should.ThrowAsync<FerryException>(
                async () => await session.Target!.CreateTablesAsync(scratch, ScriptOf(session, Without(catalog!, where, function), scratch), Token));

            failure.Kind.ShouldBe(FailureKind.Unsupported);
            failure.Code.ShouldBe("mysql.definition-refused");
            failure.Message.ShouldContain($" {where};");
            failure.Reason.ShouldNotBeNull().ShouldContain(function);
        }
        finally
        {
            await session.Target!.DropScratchAsync(scratch, Token);
        }
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Code_that_was_tried_is_gone_before_rows_are_loaded(ServerKind kind)
    {
        await using var source = await SourceAsync(kind);
        await using var session = await new MySqlProvider().OpenAsync(source.Target, SessionAccess.Write, Token);
        var catalog = await session.Schema.ReadAsync(TableSelection.All, Token);
        var scratch = await CreateAsync(session, catalog!);
        try
        {
            await session.Target!.CreateTablesAsync(scratch, ScriptOf(session, catalog!, scratch), Token);

            await using var made = await new MySqlProvider().OpenAsync(source.Target with { Database = scratch }, SessionAccess.Read, Token);
            var found = (await made.Schema.ReadAsync(TableSelection.All, Token)).ShouldNotBeNull();
            found.Tables.Select(table => table.Name).ShouldBe(["checked", "defaulted", "hashed"], ignoreOrder: true);
            found.Objects.ShouldBeEmpty();
        }
        finally
        {
            await session.Target!.DropScratchAsync(scratch, Token);
        }
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task A_function_of_another_database_may_come_later_and_proves_nothing(ServerKind kind)
    {
        await using var other = await TestServer.Of(kind).CreateDatabaseAsync("other", Token);
        await using var source = await SourceAsync(kind);
        await Statements.RunAsync(source, $"CREATE FUNCTION `{other.Name}`.one() RETURNS INT DETERMINISTIC RETURN 1", $"CREATE VIEW ones AS SELECT `{other.Name}`.one() AS v");
        await using var session = await new MySqlProvider().OpenAsync(source.Target, SessionAccess.Write, Token);
        var catalog = await session.Schema.ReadAsync(TableSelection.All, Token);
        await Statements.RunAsync(source, $"DROP FUNCTION `{other.Name}`.one");
        var scratch = await CreateAsync(session, catalog!);
        try
        {
            await Should.NotThrowAsync(async () => await session.Target!.CreateTablesAsync(scratch, ScriptOf(session, catalog!, scratch), Token));
        }
        finally
        {
            await session.Target!.DropScratchAsync(scratch, Token);
        }
    }

    private static async Task<TestDatabase> SourceAsync(ServerKind kind)
    {
        var database = await TestServer.Of(kind).RequireAvailable().CreateDatabaseAsync("defs", Token);
        await Statements.RunAsync(database,
            "CREATE TABLE hashed (id INT PRIMARY KEY, a VARCHAR(20), h VARCHAR(100) GENERATED ALWAYS AS (to_base64(a)) VIRTUAL)",
            "CREATE TABLE defaulted (id INT PRIMARY KEY, a VARCHAR(100) DEFAULT (to_base64('x')))",
            "CREATE TABLE checked (id INT PRIMARY KEY, a VARCHAR(20), CONSTRAINT long_enough CHECK (to_base64(a) <> 'x'))",
            "CREATE FUNCTION twice(a INT) RETURNS INT DETERMINISTIC RETURN a * 2",
            "CREATE VIEW viewed AS SELECT twice(id) AS id, to_base64(a) AS h FROM hashed",
            "CREATE TRIGGER counted BEFORE INSERT ON hashed FOR EACH ROW SET NEW.id = NEW.id + 1");
        return database;
    }

    private static Catalog Without(Catalog catalog, string where, string function) => catalog with
    {
        Tables = [.. catalog.Tables.Select(table => table.Name == where ? table with { Ddl = table.Ddl.Replace("to_base64", function, StringComparison.OrdinalIgnoreCase) } : table)],
        Objects = [.. catalog.Objects.Select(item => item.Name == where ? item with { Ddl = item.Ddl.Replace("to_base64", function, StringComparison.OrdinalIgnoreCase) } : item)],
    };

    private static async Task<string> CreateAsync(IDatabaseSession session, Catalog catalog)
    {
        var scratch = ScratchName.For(Guid.NewGuid().ToString("N"));
        await session.Target!.CreateDatabaseAsync(scratch, catalog, Token);
        return scratch;
    }

    private static RestoreScript ScriptOf(IDatabaseSession session, Catalog catalog, string scratch) =>
        new MySqlProvider().Scripter!.Write(catalog, new RestoreScriptOptions(scratch) { Server = session.Server });
}
