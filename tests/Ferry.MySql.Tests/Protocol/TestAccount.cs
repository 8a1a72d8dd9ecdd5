using Ferry.Databases;
using Ferry.TestServers;
using MySqlConnector;

namespace Ferry.MySql.Tests.Protocol;

/// <summary>An account of one test on a shared server.</summary>
internal sealed class TestAccount : IAsyncDisposable
{
    private readonly TestServer _server;

    private TestAccount(TestServer server, string name, string password)
    {
        _server = server;
        Name = name;
        Target = server.Target() with { Username = name, Password = new Secret(password), Tls = new TlsOptions(TlsMode.None) };
    }

    public string Name { get; }

    /// <summary>The server as this account, without TLS.</summary>
    public DatabaseTarget Target { get; }

    /// <param name="server">Where to make it.</param>
    /// <param name="identified">What follows the name in CREATE USER; <c>{0}</c> is the quoted password.</param>
    /// <param name="password">Its password.</param>
    public static async Task<TestAccount> CreateAsync(TestServer server, string identified, string password = "pässword 'quoted' \\ and long enough")
    {
        var account = new TestAccount(server, $"ferry_{Guid.NewGuid():N}"[..30], password);
        var quoted = $"'{MySqlHelper.EscapeString(password)}'";
        await account.RunAsync($"CREATE USER '{account.Name}'@'%' {string.Format(null, identified, quoted)}");
        return account;
    }

    public async ValueTask DisposeAsync() => await RunAsync($"DROP USER '{Name}'@'%'");

    private async Task RunAsync(string sql)
    {
        await using var connection = await _server.OpenAsync();
        await using var command = new MySqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
