using MySqlConnector;

namespace Ferry.TestServers.Tests;

public sealed class PrivateServerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, InlineData(ServerKind.MariaDb), InlineData(ServerKind.MySql)]
    public async Task Comes_back_after_a_kill_with_what_was_committed(ServerKind kind)
    {
        await using var server = await PrivateServer.StartAsync(kind, cancellationToken: Cancelled);
        var database = await server.CreateDatabaseAsync("killed", Cancelled);
        await database.ExecuteAsync("CREATE TABLE t (id INT PRIMARY KEY); INSERT INTO t VALUES (1), (2)", Cancelled);
        var port = server.Port;

        await server.KillAsync(Cancelled);
        await Should.ThrowAsync<MySqlException>(() => server.OpenAsync(Cancelled));
        await server.StartAgainAsync(Cancelled);

        server.Port.ShouldBe(port);
        (await database.ScalarAsync<long>("SELECT COUNT(*) FROM t", Cancelled)).ShouldBe(2);
    }

    [Fact]
    public async Task Several_run_at_once_and_none_stops_another()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 3)
            .Select(_ => PrivateServer.StartAsync(ServerKind.MariaDb, cancellationToken: Cancelled)));

        await servers[0].DisposeAsync();

        servers.Select(server => server.Port).Distinct().Count().ShouldBe(3);
        foreach (var server in servers[1..])
        {
            await using (await server.OpenAsync(Cancelled))
            {
            }

            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Takes_options_that_win_over_the_usual_ones()
    {
        await using var server = await PrivateServer.StartAsync(ServerKind.MariaDb, ["--local-infile=OFF"], Cancelled);
        var database = await server.CreateDatabaseAsync("options", Cancelled);

        var setting = await database.ScalarAsync<long>("SELECT @@global.local_infile", Cancelled);

        setting.ShouldBe(0);
    }

    [Theory, InlineData(ServerKind.MariaDb), InlineData(ServerKind.MySql)]
    public async Task A_server_that_dies_at_the_start_says_why(ServerKind kind)
    {
        var failure = await Should.ThrowAsync<Exception>(
            () => PrivateServer.StartAsync(kind, ["--no-such-option=1"], Cancelled));

        failure.Message.ShouldContain("no-such-option");
    }

    [Fact]
    public async Task Leaves_nothing_behind()
    {
        var server = await PrivateServer.StartAsync(ServerKind.MariaDb, cancellationToken: Cancelled);
        var folder = Path.GetDirectoryName(server.Log)!;

        await server.DisposeAsync();

        Directory.Exists(folder).ShouldBeFalse();
        await Should.ThrowAsync<MySqlException>(() => server.OpenAsync(Cancelled));
    }

    [Fact]
    public async Task MariaDb_can_load_the_ed25519_plugin()
    {
        await using var server = await PrivateServer.StartAsync(ServerKind.MariaDb, cancellationToken: Cancelled);
        var database = await server.CreateDatabaseAsync("ed25519", Cancelled);

        await database.ExecuteAsync("INSTALL SONAME 'auth_ed25519'", Cancelled);

        var status = await database.ScalarAsync<string>("SELECT PLUGIN_STATUS FROM information_schema.PLUGINS WHERE PLUGIN_NAME = 'ed25519'", Cancelled);
        status.ShouldBe("ACTIVE");
    }
}
