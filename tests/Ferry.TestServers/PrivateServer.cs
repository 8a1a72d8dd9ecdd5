using System.Globalization;
using Ferry.Databases;
using MySqlConnector;

namespace Ferry.TestServers;

/// <summary>A server of one test, to configure, kill and start again. Stopped, and its folder removed, when disposed of.</summary>
public sealed class PrivateServer : IAsyncDisposable
{
    private readonly string _folder;
    private string[] _options;
    private ServerFacts _facts;

    private PrivateServer(ServerKind kind, string folder, string[] options, ServerFacts facts) =>
        (Kind, _folder, _options, _facts) = (kind, folder, options, facts);

    /// <summary>MariaDB, the newer one too, or MySQL.</summary>
    public ServerKind Kind { get; }

    /// <summary>Where it is and how to log in, with rights to do everything.</summary>
    public string ConnectionString => _facts["CONNECTION"];

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port => int.Parse(_facts["PORT"], CultureInfo.InvariantCulture);

    /// <summary>The process.</summary>
    public int ProcessId => int.Parse(_facts["PID"], CultureInfo.InvariantCulture);

    /// <summary>Path of the server's Unix socket.</summary>
    public string Socket => _facts["SOCKET"];

    /// <summary>Path of the server's log.</summary>
    public string Log => _facts["LOG"];

    /// <summary>PEM file of the authority that signed its certificate.</summary>
    public string CertificateAuthority => _facts["CA"];

    /// <summary>Starts a server. Skips the test where the scripts cannot; fails it where CI is true.</summary>
    /// <param name="kind">MariaDB or MySQL.</param>
    /// <param name="options">Options for the server, such as <c>--max-connections=5</c>; they win over the usual ones.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A server that answers.</returns>
    public static async Task<PrivateServer> StartAsync(ServerKind kind, string[]? options = null, CancellationToken cancellationToken = default)
    {
        if (!OperatingSystem.IsLinux())
        {
            Requirement.Missing("private servers are started by scripts for Linux; see docs/testing.md");
        }

        var server = new PrivateServer(kind, NewFolder(), options ?? [], ServerFacts.None);
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

    /// <summary>Starts it again after <see cref="KillAsync"/> or <see cref="StopAsync"/>: same data, same port unless that was taken.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the server answers.</returns>
    public async Task StartAgainAsync(CancellationToken cancellationToken = default) =>
        _facts = ServerFacts.Parse(await ServerScripts.RunAsync(
            "start", [Script(Kind), _folder, .. _options], cancellationToken));

    /// <summary>The same with other options than at first.</summary>
    /// <param name="options">All of them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the server answers.</returns>
    public Task StartAgainAsync(string[] options, CancellationToken cancellationToken)
    {
        _options = options;
        return StartAgainAsync(cancellationToken);
    }

    /// <summary>Ends the process as a power cut would: no flush, no goodbye.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the process is gone.</returns>
    public Task KillAsync(CancellationToken cancellationToken = default) =>
        ServerScripts.RunAsync("stop", ["--kill", _folder], cancellationToken);

    /// <summary>Shuts it down in order; the data stays.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the process is gone.</returns>
    public Task StopAsync(CancellationToken cancellationToken = default) => ServerScripts.RunAsync("stop", [_folder], cancellationToken);

    /// <summary>Opens a connection that belongs to no pool and to no database.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>An open connection, the caller's to dispose of.</returns>
    public Task<MySqlConnection> OpenAsync(CancellationToken cancellationToken = default) =>
        Connections.OpenAsync(ConnectionString, cancellationToken);

    /// <summary>Makes an empty database.</summary>
    /// <param name="purpose">A word for its name.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The database. There is no need to drop it: it goes with the server.</returns>
    public Task<TestDatabase> CreateDatabaseAsync(string purpose = "test", CancellationToken cancellationToken = default) =>
        TestDatabase.CreateAsync(ConnectionString, purpose, cancellationToken);

    /// <summary>The server as Ferry is told about it.</summary>
    /// <param name="database">A database on it, or null for none.</param>
    /// <returns>Where it is and how to log in.</returns>
    public DatabaseTarget Target(string? database = null) => Connections.Target(ConnectionString, database);

    /// <summary>Stops the server and removes its folder.</summary>
    /// <returns>A task that ends when nothing is left.</returns>
    public async ValueTask DisposeAsync()
    {
        await ServerScripts.RunAsync("stop", [_folder], CancellationToken.None);
        Directory.Delete(_folder, recursive: true);
    }

    private static string Script(ServerKind kind) => kind switch
    {
        ServerKind.MariaDb => "mariadb",
        ServerKind.MariaDbNext => "mariadb-next",
        _ => "mysql",
    };

    internal static string NewFolder()
    {
        var parent = Environment.GetEnvironmentVariable("FERRY_TEST_SERVERS_DIR") is { Length: > 0 } value ? value : Path.GetTempPath();
        return Directory.CreateDirectory(Path.Combine(parent, $"private-{Guid.NewGuid().ToString("N")[..12]}")).FullName;
    }
}
