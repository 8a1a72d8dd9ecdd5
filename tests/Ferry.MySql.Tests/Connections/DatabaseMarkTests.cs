using Ferry.Databases;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Connections;

public sealed class DatabaseMarkTests
{
    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task A_mark_is_seen_in_the_same_database_by_any_account_and_any_way_there(ServerKind kind)
    {
        await using var server = await PrivateServer.StartAsync(kind, null, TestContext.Current.CancellationToken);
        await using var database = await server.CreateDatabaseAsync("mark", TestContext.Current.CancellationToken);
        await using var account = await LimitedAccount.CreateAsync(database, "SELECT ON {db}.*");
        await using var source = await account.OpenAsync();
        await using var target = await OpenAsync(database.Target with { Host = null, Port = null, Socket = server.Socket }, SessionAccess.Write);

        var mark = (await source.Mark.LeaveAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull();

        (await target.Mark.SeesAsync(mark, TestContext.Current.CancellationToken)).ShouldBeTrue();
        (await source.Mark.LeaveAsync(TestContext.Current.CancellationToken)).ShouldBe(mark);
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task A_mark_is_not_seen_elsewhere_nor_when_its_session_has_ended(ServerKind kind)
    {
        var token = TestContext.Current.CancellationToken;
        var other = kind == ServerKind.MariaDb ? ServerKind.MySql : ServerKind.MariaDb;
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("mark", token);
        await using var neighbour = await TestServer.Of(kind).CreateDatabaseAsync("mark", token);
        await using var here = await OpenAsync(database.Target, SessionAccess.Write);
        await using var beside = await OpenAsync(neighbour.Target, SessionAccess.Write);
        await using var missing = await OpenAsync(database.Target with { Database = "ferry_mark_missing" }, SessionAccess.Write);
        await using var elsewhere = await OpenAsync(TestServer.Of(other).RequireAvailable().Target(database.Name), SessionAccess.Write);
        var source = await OpenAsync(database.Target, SessionAccess.Read);

        var mark = (await source.Mark.LeaveAsync(token)).ShouldNotBeNull();

        foreach (var session in new[] { beside, missing, elsewhere })
        {
            (await session.Mark.SeesAsync(mark, token)).ShouldBeFalse();
        }

        await source.DisposeAsync();
        await Eventually(async () => !await here.Mark.SeesAsync(mark, token));
    }

    private static ValueTask<IDatabaseSession> OpenAsync(DatabaseTarget target, SessionAccess access) =>
        new MySqlProvider().OpenAsync(target, access, TestContext.Current.CancellationToken);

    // The server learns of a closed connection in its own time.
    private static async Task Eventually(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
