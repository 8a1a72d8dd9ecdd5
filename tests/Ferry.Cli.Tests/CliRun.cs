using System.Text.Json;
using Ferry.Cli.Hosting;
using Ferry.MySql;
using Ferry.Sqlite;
using Ferry.Ssh;
using Microsoft.Data.Sqlite;

namespace Ferry.Cli.Tests;

/// <summary>A folder of its own, in which commands are run in this process.</summary>
public sealed class CliRun : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly MemoryStream _bytes = new();

    public CliRun()
    {
        Folder = Directory.CreateTempSubdirectory("ferry-cli-").FullName;
        Host = new CliHost
        {
            Output = _output,
            Error = _error,
            OpenOutputStream = () => _bytes,
            OutputIsTerminal = false,
            ErrorIsTerminal = false,
            InputIsTerminal = false,
            Variables = new Dictionary<string, string>(),
            WorkingDirectory = Folder,
            Time = TimeProvider.System,
            Providers = new ProviderRegistry(new MySqlProvider(), new SqliteProvider()),
            Tunnels = new SshTunnelFactory(new SshSurroundings { Home = Folder, Username = "nobody", SystemKnownHosts = PathOf("known_hosts"), SystemConfig = PathOf("ssh_config") }),
        };
    }

    public string Folder { get; }

    internal CliHost Host { get; set; }

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public IReadOnlyList<JsonElement> Lines =>
        [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Runs one command; output and error hold only what it printed.</summary>
    public async Task<int> RunAsync(params string[] args)
    {
        using var interruption = new Interruption();
        return await RunAsync(interruption, args);
    }

    internal Task<int> RunAsync(Interruption interruption, params string[] args)
    {
        _output.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        return CommandLine.RunAsync(args, Host, interruption);
    }

    /// <summary>A configuration with a protected production and a local SQLite database, some rows in the first.</summary>
    public void Configure()
    {
        File.WriteAllText(PathOf("ferry.json"), """
            { "Ferry": { "Application": "movies", "Environments": {
                "local": { "Databases": { "main": "sqlite:local.db" } },
                "production": { "Databases": { "main": "sqlite:production.db" } } } } }
            """);
        Sql("production.db", "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO users VALUES (1, 'Ada'), (2, 'Grace'), (3, 'Łucja')");
    }

    public object? Sql(string file, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = PathOf(file), Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        _output.Dispose();
        _error.Dispose();
        _bytes.Dispose();
    }
}
