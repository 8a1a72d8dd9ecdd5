using System.Collections;
using Ferry.MySql;
using Ferry.Sqlite;
using Ferry.Ssh;
using Ferry.Tunnels;

namespace Ferry.Cli.Hosting;

/// <summary>Everything that a run takes from its process: streams, variables, folder, clock, engines. Tests and the demo make their own.</summary>
internal sealed record CliHost
{
    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Opens standard output for bytes, for commands that write a file to it.</summary>
    public required Func<Stream> OpenOutputStream { get; init; }

    public required bool OutputIsTerminal { get; init; }

    public required bool ErrorIsTerminal { get; init; }

    public required bool InputIsTerminal { get; init; }

    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    public required string WorkingDirectory { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>The engines of this tool: one visible list.</summary>
    public required ProviderRegistry Providers { get; init; }

    /// <summary>What opens tunnels to environments behind SSH.</summary>
    public required ITunnelFactory Tunnels { get; init; }

    public static CliHost OfThisProcess() => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        OpenOutputStream = Console.OpenStandardOutput,
        OutputIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        InputIsTerminal = !Console.IsInputRedirected,
        Variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "", StringComparer.Ordinal),
        WorkingDirectory = Environment.CurrentDirectory,
        Time = TimeProvider.System,
        Providers = new ProviderRegistry(new MySqlProvider(), new SqliteProvider()),
        Tunnels = new SshTunnelFactory(new SshSurroundings
        {
            Home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            Username = Environment.UserName,
            AgentSocket = Environment.GetEnvironmentVariable("SSH_AUTH_SOCK") is { Length: > 0 } socket ? socket : null,
        }),
    };
}
