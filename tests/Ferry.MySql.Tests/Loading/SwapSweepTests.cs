using Ferry.Databases;
using Ferry.Loading;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Loading;

/// <summary>A swap whose connection is lost at every command it sends, one after the other.</summary>
public sealed class SwapSweepTests
{
    private const int Enough = 100;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ServerKind.MariaDb, false)]
    [InlineData(ServerKind.MariaDb, true)]
    [InlineData(ServerKind.MySql, false)]
    [InlineData(ServerKind.MySql, true)]
    public async Task A_swap_that_loses_its_connection_at_any_statement_puts_the_target_back(ServerKind kind, bool delivered)
    {
        await using var source = await MakeAsync(kind, "new", "'n'");
        await using var target = await MakeAsync(kind, "old", "'o'");
        var before = await RestoredCopy.SourceAsync(target);
        var (catalog, rows) = await RestoredCopy.SourceAsync(source);
        await using var copy = await RestoredCopy.LoadAsync(target.Target, ScratchName.For(Guid.NewGuid().ToString("N")), target.Name, catalog, rows);
        var request = new SwapRequest(copy.Name, target.Name, copy.Script, null);

        for (var number = 1; ; number++)
        {
            number.ShouldBeLessThan(Enough);
            await using var proxy = new StatementProxy(target.Target.Port!.Value, "SET SESSION lock_wait_timeout", number, delivered);
            await using var session = await new MySqlProvider().OpenAsync(
                target.Target with { Port = proxy.Port, Tls = target.Target.Tls with { Mode = TlsMode.None } }, SessionAccess.Write, Token);

            var failure = await Record.ExceptionAsync(async () => await session.Target!.SwapAsync(request, Token));

            if (proxy.Struck is null)
            {
                failure.ShouldBeNull();
                number.ShouldBeGreaterThan(12);
                break;
            }

            failure.ShouldBeOfType<FerryException>(proxy.Struck).Kind.ShouldBe(FailureKind.Destination, proxy.Struck);
            (await Record.ExceptionAsync(() => Equality.ShouldHoldAsync(before, target, target.Name))).ShouldBeNull($"Command {number}: {proxy.Struck}\n{failure}");
        }

        await Equality.ShouldHoldAsync(source, target.Name);
    }

    private static async Task<TestDatabase> MakeAsync(ServerKind kind, string name, string value)
    {
        var database = await TestServer.Of(kind).RequireAvailable().CreateDatabaseAsync(name, Token);
        await Statements.RunAsync(database,
            "CREATE TABLE both_have (id int PRIMARY KEY, v varchar(20))",
            $"CREATE TABLE {name}_only (id int PRIMARY KEY)",
            $"INSERT INTO both_have VALUES (1, {value})",
            $"CREATE FUNCTION {name}_one() RETURNS int DETERMINISTIC RETURN 1",
            $"CREATE VIEW seen AS SELECT id, {value} AS v FROM {name}_only",
            $"CREATE TRIGGER marked BEFORE INSERT ON both_have FOR EACH ROW SET NEW.v = {value}",
            "CREATE EVENT later ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DO DELETE FROM both_have");
        return database;
    }
}
