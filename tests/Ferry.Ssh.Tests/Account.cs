using Ferry.TestServers;
using Ferry.Tunnels;

namespace Ferry.Ssh.Tests;

/// <summary>A user of one test, and a server that the user knows and may log in to once a key is authorized.</summary>
internal sealed class Account(UserHome home, SshServer server) : IAsyncDisposable
{
    public UserHome Home { get; } = home;

    public SshServer Server { get; } = server;

    public SshHop Hop => new() { Host = "127.0.0.1", Port = Server.Port, Username = Server.Username, Agent = false };

    /// <summary>The server as known_hosts names it.</summary>
    public string Entry => $"[127.0.0.1]:{Server.Port}";

    public static async Task<Account> CreateAsync(string[]? hostKeys = null, params string[] options)
    {
        var account = new Account(new UserHome(), await SshServer.StartAsync(hostKeys, options, TestContext.Current.CancellationToken));
        account.Know(account.HostKey(hostKeys?[0] ?? "ed25519"));
        return account;
    }

    public PublicKey HostKey(string type = "ed25519")
    {
        var fields = File.ReadAllText(Server.PublicHostKey(type)).Split(' ');
        return PublicKey.Parse(fields[0], fields[1])!;
    }

    /// <summary>Makes this the only line of known_hosts.</summary>
    public void Know(PublicKey key) => Home.Write("known_hosts", $"{Entry} {key.Text}\n");

    /// <summary>Makes a key pair that the server lets in.</summary>
    public async Task<string> MakeAuthorizedKeyAsync(string name = "id_ed25519", string type = "ed25519", string passphrase = "", params string[] options)
    {
        var path = await Home.MakeKeyAsync(name, type, passphrase, options);
        Server.Authorize(await File.ReadAllTextAsync($"{path}.pub", TestContext.Current.CancellationToken));
        return path;
    }

    /// <summary>Logs in and out again.</summary>
    /// <returns>What deserved a word.</returns>
    public Task<IReadOnlyList<Finding>> LogInAsync(SshHop? hop = null, ITunnelQuestions? person = null, SshSurroundings? surroundings = null) =>
        LogInAsync(new SshRoute([hop ?? Hop]) { Connections = 1 }, person, surroundings);

    /// <summary>Goes a way and comes back.</summary>
    public async Task<IReadOnlyList<Finding>> LogInAsync(SshRoute route, ITunnelQuestions? person = null, SshSurroundings? surroundings = null)
    {
        await using var tunnel = await new SshTunnelFactory(surroundings ?? Home.Surroundings).OpenAsync(route, person, TestContext.Current.CancellationToken);
        return tunnel.Notes;
    }

    /// <summary>Tries to log in.</summary>
    public Task<FerryException> FailAsync(SshHop? hop = null, ITunnelQuestions? person = null, SshSurroundings? surroundings = null) =>
        Should.ThrowAsync<FerryException>(() => LogInAsync(hop, person, surroundings));

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Home.Dispose();
    }
}
