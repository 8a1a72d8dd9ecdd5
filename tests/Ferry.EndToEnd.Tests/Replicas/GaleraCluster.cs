using System.Net;
using System.Net.Sockets;
using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Replicas;

/// <summary>Two MariaDB servers as a Galera cluster.</summary>
internal sealed class GaleraCluster : IAsyncDisposable
{
    private const string Provider = "/usr/lib/galera/libgalera_smm.so";

    private readonly List<PrivateServer> _members = [];

    public PrivateServer First => _members[0];

    public PrivateServer Second => _members[1];

    public static async Task<GaleraCluster> StartAsync()
    {
        if (!File.Exists(Provider))
        {
            Requirement.Missing($"{Provider} is missing; install the package galera-4");
        }

        var cluster = new GaleraCluster();
        try
        {
            var ports = FreePorts(4);
            await cluster.AddAsync("", ports[0], ports[1]);
            await cluster.AddAsync($"127.0.0.1:{ports[0]}", ports[2], ports[3]);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ports of the loopback address that nobody listens on.</summary>
    public static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Stop());
        return ports;
    }

    /// <summary>One value as the second server has it, once it has applied all that the first one had sent.</summary>
    public Task<object?> SecondAsync(string sql) => ServerText.ScalarAsync(
        Second.ConnectionString, $"SET STATEMENT wsrep_sync_wait = 15 FOR {sql}", TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var member in Enumerable.Reverse(_members))
        {
            await member.DisposeAsync();
        }
    }

    // A new member gets the data by the servers' own dump, which needs no account or folder besides. It takes no statement before; its accounts are made first.
    private async Task AddAsync(string others, int listening, int receiving)
    {
        var token = TestContext.Current.CancellationToken;
        var member = await PrivateServer.StartAsync(ServerKind.MariaDb, cancellationToken: token);
        _members.Add(member);
        await member.StopAsync(token);
        await member.StartAgainAsync(
            [
                "--wsrep-on=ON", $"--wsrep-provider={Provider}", $"--wsrep-cluster-address=gcomm://{others}", "--wsrep-node-address=127.0.0.1", "--innodb-autoinc-lock-mode=2",
                $"--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:{listening};ist.recv_addr=127.0.0.1:{receiving};gcache.size=16M;pc.recovery=false",
                "--wsrep-sst-method=mysqldump", "--wsrep-sst-auth=root:",
            ],
            token);
        await Eventually.IsAsync(member, "SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'WSREP_LOCAL_STATE_COMMENT'", "Synced");
    }
}
