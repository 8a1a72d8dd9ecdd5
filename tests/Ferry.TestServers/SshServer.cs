using System.Globalization;
using System.Security.Cryptography;

namespace Ferry.TestServers;

/// <summary>An OpenSSH server of one test, on 127.0.0.1 and run by whoever runs the tests. Stopped, and its folder removed, when disposed of.</summary>
public sealed class SshServer : IAsyncDisposable
{
    private readonly string[] _options;
    private ServerFacts _facts = ServerFacts.None;

    private SshServer(string[] hostKeys, string[] options) => _options = [.. options, .. hostKeys.Select(type => $"HostKey {HostKey(type)}")];

    /// <summary>Everything that the server writes, and its keys.</summary>
    public string Folder { get; } = PrivateServer.NewFolder();

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port => int.Parse(_facts["PORT"], CultureInfo.InvariantCulture);

    /// <summary>The account that may log in.</summary>
    public string Username => _facts["USER"];

    /// <summary>Path of a private key that may log in, without a passphrase.</summary>
    public string Key => _facts["KEY"];

    /// <summary>The server's process; its children serve connections.</summary>
    public int ProcessId => int.Parse(_facts["PID"], CultureInfo.InvariantCulture);

    /// <summary>The file of the public keys that may log in.</summary>
    public string AuthorizedKeys => Path.Combine(Folder, "authorized_keys");

    /// <summary>What the server logged.</summary>
    public string Log => File.ReadAllText(_facts["LOG"]);

    /// <summary>Starts a server. Skips the test where there is no OpenSSH server; fails it where CI is true.</summary>
    /// <param name="hostKeys">Types of its host keys (<c>ed25519</c>, <c>ecdsa</c>, <c>rsa</c>), or paths of private keys; ed25519 when there are none.</param>
    /// <param name="options">Lines of sshd_config; they win over the usual ones.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A server that listens.</returns>
    public static async Task<SshServer> StartAsync(string[]? hostKeys = null, string[]? options = null, CancellationToken cancellationToken = default)
    {
        if (!OperatingSystem.IsLinux())
        {
            Requirement.Missing("private servers are started by scripts for Linux; see docs/testing.md");
        }

        var server = new SshServer(hostKeys ?? ["ed25519"], options ?? []);
        try
        {
            await server.StartAgainAsync(cancellationToken);
            return server;
        }
        catch (Exception exception)
        {
            await server.DisposeAsync();
            if (exception is ServerScriptException { IsMissing: true })
            {
                Requirement.Missing(exception.Message);
            }

            throw;
        }
    }

    /// <summary>Path of a host key's public part.</summary>
    /// <param name="type">As given to <see cref="StartAsync"/>.</param>
    /// <returns>An absolute path.</returns>
    public string PublicHostKey(string type = "ed25519") => $"{HostKey(type)}.pub";

    /// <summary>The fingerprint of a host key, as OpenSSH shows it.</summary>
    /// <param name="type">As given to <see cref="StartAsync"/>.</param>
    /// <returns><c>SHA256:</c> and base64.</returns>
    public string Fingerprint(string type = "ed25519")
    {
        var key = Convert.FromBase64String(File.ReadAllText(PublicHostKey(type)).Split(' ')[1]);
        return $"SHA256:{Convert.ToBase64String(SHA256.HashData(key)).TrimEnd('=')}";
    }

    /// <summary>Lets a key log in.</summary>
    /// <param name="publicKey">A line as in a <c>.pub</c> file.</param>
    public void Authorize(string publicKey) => File.AppendAllText(AuthorizedKeys, publicKey.TrimEnd() + "\n");

    /// <summary>Starts it again after <see cref="KillAsync"/>: same keys, same port unless that was taken.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the server listens.</returns>
    public async Task StartAgainAsync(CancellationToken cancellationToken = default) =>
        _facts = ServerFacts.Parse(await ServerScripts.RunAsync("start", ["sshd", Folder, .. _options], cancellationToken));

    /// <summary>Ends the server and every connection it has, without a word to anybody.</summary>
    /// <returns>A task that ends when the server is gone.</returns>
    public Task KillAsync() => ServerScripts.RunAsync("stop", ["--kill", Folder], CancellationToken.None);

    /// <summary>Ends every connection without a word; new ones are let in.</summary>
    /// <returns>A task that ends when they have been killed.</returns>
    public Task CutOffAsync() => ServerScripts.RunAsync("stop", ["--sessions", Folder], CancellationToken.None);

    /// <summary>Ends the server and removes its folder.</summary>
    /// <returns>A task that ends when nothing is left.</returns>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private string HostKey(string typeOrPath) => Path.IsPathRooted(typeOrPath) ? typeOrPath : Path.Combine(Folder, $"host_{typeOrPath}");
}
