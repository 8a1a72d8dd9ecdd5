using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Fidelity;

/// <summary>One server of each kind whose global settings are hostile to every session that trusts them. Started when first asked for, stopped at the end.</summary>
public sealed class OddServers : IAsyncLifetime
{
    private static readonly string[] _settings =
    [
        "--default-time-zone=+05:45", "--max-allowed-packet=4M", "--character-set-server=latin1", "--collation-server=latin1_german2_ci",
        "--explicit-defaults-for-timestamp=OFF",
    ];

    private readonly Dictionary<ServerKind, Task<PrivateServer>> _servers = [];

    internal Task<PrivateServer> OfAsync(ServerKind kind)
    {
        lock (_servers)
        {
            return _servers.TryGetValue(kind, out var server) ? server : _servers[kind] = PrivateServer.StartAsync(kind, [.. _settings, .. Own(kind)], CancellationToken.None);
        }
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values.Where(server => !server.IsFaulted && !server.IsCanceled))
        {
            await (await server).DisposeAsync();
        }
    }

    private static string[] Own(ServerKind kind) => kind == ServerKind.MariaDb
        ? ["--sql-mode=ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT,IGNORE_SPACE,PAD_CHAR_TO_FULL_LENGTH,HIGH_NOT_PRECEDENCE,STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO"]
        :
        [
            "--sql-mode=ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT,IGNORE_SPACE,PAD_CHAR_TO_FULL_LENGTH,HIGH_NOT_PRECEDENCE,STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO",
            "--sql-require-primary-key=ON", "--sql-generate-invisible-primary-key=ON",
        ];
}
