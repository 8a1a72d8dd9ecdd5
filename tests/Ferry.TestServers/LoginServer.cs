using System.Globalization;

namespace Ferry.TestServers;

/// <summary>An SSH server of one test that takes passwords, which OpenSSH's only does for root: Python's asyncssh. Stopped, and its folder removed, when disposed of.</summary>
public sealed class LoginServer : IAsyncDisposable
{
    private ServerFacts _facts = ServerFacts.None;

    private LoginServer()
    {
    }

    /// <summary>Everything that the server writes, and its keys.</summary>
    public string Folder { get; } = PrivateServer.NewFolder();

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port => int.Parse(_facts["PORT"], CultureInfo.InvariantCulture);

    /// <summary>The account that may log in.</summary>
    public string Username => _facts["USER"];

    /// <summary>What it logs in with.</summary>
    public string Password => File.ReadAllText(Path.Combine(Folder, "password"));

    /// <summary>The public host key, as a line of known_hosts has it.</summary>
    public string HostKey => string.Join(' ', File.ReadAllText(Path.Combine(Folder, "host_ed25519.pub")).Split(' ')[..2]);

    /// <summary>The file of the public keys that may log in.</summary>
    public string AuthorizedKeys => Path.Combine(Folder, "authorized_keys");

    /// <summary>What the server logged.</summary>
    public string Log => File.ReadAllText(_facts["LOG"]);

    /// <summary>Starts a server. Skips the test where there is no asyncssh; fails it where CI is true.</summary>
    /// <param name="methods"><c>password</c>, <c>keyboard-interactive</c>, <c>publickey</c>; <c>question=TEXT</c> for one more question.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A server that listens.</returns>
    public static async Task<LoginServer> StartAsync(IEnumerable<string> methods, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
        {
            Requirement.Missing("private servers are started by scripts for Linux; see docs/testing.md");
        }

        var server = new LoginServer();
        try
        {
            server._facts = ServerFacts.Parse(await ServerScripts.RunAsync("start", ["asyncssh", server.Folder, .. methods], cancellationToken));
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

    /// <summary>Ends the server and removes its folder.</summary>
    /// <returns>A task that ends when nothing is left.</returns>
    public async ValueTask DisposeAsync()
    {
        await ServerScripts.RunAsync("stop", ["--kill", Folder], CancellationToken.None);
        Directory.Delete(Folder, recursive: true);
    }
}
