using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Ferry.TestServers;

/// <summary>An OpenSSH server of one test, on 127.0.0.1 and run by whoever runs the tests. Stopped, and its folder removed, when disposed of.</summary>
public sealed class SshServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/sshd";
    private const int Attempts = 5;
    private readonly string[] _options;
    private readonly string[] _hostKeys;
    private Process? _process;

    private SshServer(string[] hostKeys, string[] options) => (_hostKeys, _options) = (hostKeys, options);

    /// <summary>Everything that the server writes, and its keys.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("ferry-sshd-").FullName;

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; private set; }

    /// <summary>The account that may log in.</summary>
    public string Username { get; } = Environment.UserName;

    /// <summary>The server's process; its children serve connections.</summary>
    public int ProcessId => _process!.Id;

    /// <summary>The file of the public keys that may log in.</summary>
    public string AuthorizedKeys => Path.Combine(Folder, "authorized_keys");

    /// <summary>What the server logged.</summary>
    public string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    private string LogFile => Path.Combine(Folder, "sshd.log");

    /// <summary>Starts a server. Skips the test where there is no OpenSSH server; fails it where CI is true.</summary>
    /// <param name="hostKeys">Types of its host keys (<c>ed25519</c>, <c>ecdsa</c>, <c>rsa</c>), or paths of private keys; ed25519 when there are none.</param>
    /// <param name="options">Lines of sshd_config; they win over the usual ones.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A server that listens.</returns>
    public static async Task<SshServer> StartAsync(string[]? hostKeys = null, string[]? options = null, CancellationToken cancellationToken = default)
    {
        if (!File.Exists(Program))
        {
            Requirement.Missing($"{Program} is missing; run eng/servers/install");
        }

        var server = new SshServer(hostKeys ?? ["ed25519"], options ?? []);
        try
        {
            await server.MakeHostKeysAsync(cancellationToken);
            await server.StartAgainAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Path of a host key's public part.</summary>
    /// <param name="type">As given to <see cref="StartAsync"/>.</param>
    /// <returns>An absolute path.</returns>
    public string PublicHostKey(string type = "ed25519") => $"{HostKey(type)}.pub";

    /// <summary>Lets a key log in.</summary>
    /// <param name="publicKey">A line as in a <c>.pub</c> file.</param>
    public void Authorize(string publicKey) => File.AppendAllText(AuthorizedKeys, publicKey.TrimEnd() + "\n");

    /// <summary>Starts it again after <see cref="KillAsync"/>, on the same port unless that was taken.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the server listens.</returns>
    public async Task StartAgainAsync(CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            Port = Port == 0 || attempt > 1 ? FreePort() : Port;
            await WriteConfigurationAsync(cancellationToken);
            File.Delete(LogFile);
            _process = Process.Start(new ProcessStartInfo(Program, ["-D", "-f", ConfigurationFile, "-E", LogFile]) { RedirectStandardError = true })!;
            if (await ListensAsync(cancellationToken))
            {
                return;
            }

            if (attempt == Attempts || !Log.Contains("Address already in use", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"sshd did not start: {await _process.StandardError.ReadToEndAsync(cancellationToken)}\n{Log}");
            }
        }
    }

    /// <summary>Ends the server and every connection it has, without a word to anybody.</summary>
    /// <returns>A task that ends when they are gone.</returns>
    public async Task KillAsync()
    {
        if (_process is { HasExited: false } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>Ends the server and removes its folder.</summary>
    /// <returns>A task that ends when nothing is left.</returns>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private string ConfigurationFile => Path.Combine(Folder, "sshd_config");

    private string HostKey(string typeOrPath) => Path.IsPathRooted(typeOrPath) ? typeOrPath : Path.Combine(Folder, $"host_{typeOrPath}");

    private async Task MakeHostKeysAsync(CancellationToken cancellationToken)
    {
        foreach (var type in _hostKeys.Where(type => !Path.IsPathRooted(type)))
        {
            using var process = Process.Start("ssh-keygen", ["-q", "-t", type, "-N", "", "-C", $"host key of {type}", "-f", HostKey(type)]);
            await process.WaitForExitAsync(cancellationToken);
        }
    }

    // In sshd_config the first value counts. Without PAM, because that is root's; and temporary folders are nobody's home.
    private Task WriteConfigurationAsync(CancellationToken cancellationToken)
    {
        if (Environment.UserName == "root")
        {
            // What the package's service makes at boot.
            Directory.CreateDirectory("/run/sshd");
        }

        return File.WriteAllLinesAsync(
            ConfigurationFile,
            [
                .. _options, "ListenAddress 127.0.0.1", $"Port {Port}", .. _hostKeys.Select(type => $"HostKey {HostKey(type)}"),
                $"AuthorizedKeysFile {AuthorizedKeys}", "PidFile none", "UsePAM no", "StrictModes no", "PasswordAuthentication no",
                "KbdInteractiveAuthentication no", "PermitRootLogin yes", "UseDNS no", "LogLevel DEBUG1", "MaxStartups 100", "MaxSessions 100",
            ],
            cancellationToken);
    }

    // Seen in the log, not by connecting: a connection would be one that the tests did not make.
    private async Task<bool> ListensAsync(CancellationToken cancellationToken)
    {
        var place = $"Server listening on 127.0.0.1 port {Port}.";
        while (!_process!.HasExited)
        {
            if (Log.Contains(place, StringComparison.Ordinal))
            {
                return true;
            }

            await Task.Delay(10, cancellationToken);
        }

        return false;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
