using Ferry.Cli.Output;
using Ferry.Environments;
using Spectre.Console;

namespace Ferry.Cli.Hosting;

/// <summary>What a command works with.</summary>
internal sealed record CliContext(CliHost Host, GlobalSettings Settings, Terminal Terminal, IOutput Output, Questions Ask)
{
    /// <summary>The way to the databases of an environment; every command that touches one goes through here.</summary>
    public EnvironmentGate Gate => new(Host.Providers, Host.Tunnels, Ask.Possible ? new TunnelQuestions(Ask) : null, note => Output.Message(new Text(note.Message)));

    /// <summary>A command to try next, as it has to be typed here.</summary>
    public string Typed(string command) =>
        Settings.Config is null ? $"ferry {command}" : $"ferry --config {ShellWord(Settings.Config)} {command}";

    /// <summary>A word that a shell takes as one.</summary>
    public static string ShellWord(string word) =>
        word.All(letter => char.IsAsciiLetterOrDigit(letter) || "._-/:@%+=".Contains(letter, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
