using Ferry.Cli.Hosting;
using Spectre.Console;

namespace Ferry.Cli.Output;

/// <summary>Makes the two consoles: one for results on standard output, one for people on standard error.</summary>
internal static class Consoles
{
    // Lines for scripts are never wrapped.
    private const int Unlimited = 1000;

    public static IAnsiConsole ForResults(CliHost host, Terminal terminal) =>
        Create(host, host.Output, terminal.OutputAnsi, terminal, host.OutputIsTerminal);

    public static IAnsiConsole ForPeople(CliHost host, Terminal terminal) =>
        Create(host, host.Error, terminal.ErrorAnsi, terminal, host.ErrorIsTerminal);

    /// <summary>For commands that tell a story of several steps: with the results, unless those are JSON or nothing is wanted.</summary>
    public static IAnsiConsole ForStory(CliHost host, Terminal terminal, GlobalSettings settings) =>
        settings.Quiet ? Create(host, TextWriter.Null, ansi: false, terminal, isTerminal: false)
        : settings.Json ? ForPeople(host, terminal)
        : ForResults(host, terminal);

    // Spectre's own detection takes even an empty NO_COLOR for a refusal.
    private static ColorSystemSupport ColorsOf(CliHost host) =>
        host.Variables.GetValueOrDefault("COLORTERM") is "truecolor" or "24bit" ? ColorSystemSupport.TrueColor
        : host.Variables.GetValueOrDefault("TERM", "").Contains("256", StringComparison.Ordinal) || OperatingSystem.IsWindows() ? ColorSystemSupport.EightBit
        : ColorSystemSupport.Standard;

    private static IAnsiConsole Create(CliHost host, TextWriter writer, bool ansi, Terminal terminal, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = ansi ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = ansi && terminal.Color ? ColorsOf(host) : ColorSystemSupport.NoColors,
            Interactive = terminal.Interactive ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        if (!isTerminal)
        {
            console.Profile.Width = Unlimited;
        }

        return console;
    }
}
