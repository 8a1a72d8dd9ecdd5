using Ferry.Cli.Output.Writing;
using Spectre.Console;

namespace Ferry.Cli.Hosting;

/// <summary>Runs real commands inside another command, each under the line that a person would type.</summary>
/// <param name="context">The outer command's context.</param>
/// <param name="console">Where the lines go.</param>
/// <param name="host">What the inner commands run in.</param>
internal sealed class NestedCommand(CliContext context, IAnsiConsole console, CliHost host)
{
    private readonly List<string> _typed = [];

    /// <summary>All lines announced so far.</summary>
    public IReadOnlyList<string> Typed => _typed;

    public void Announce(string title, string command)
    {
        _typed.Add(command);
        console.WriteLine();
        console.Line($"[bold]{_typed.Count}. {title}[/]");
        console.Line($"  [grey]$[/] [blue]{command}[/]");
    }

    /// <summary>Announces a command of ferry and runs it.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> RunAsync(string title, string command, CancellationToken cancellationToken)
    {
        Announce(title, context.Typed(command));
        using var interruption = new Interruption();
        await using var cancelling = cancellationToken.Register(() => interruption.Request(ExitCode.Interrupted));
        var people = host with { Output = context.Settings.Json ? host.Error : host.Output };
        return await CommandLine.RunAsync([.. GlobalArguments(), .. command.Split(' ')], people, interruption);
    }

    private IEnumerable<string> GlobalArguments()
    {
        var settings = context.Settings;
        var flags = new[]
        {
            ("--quiet", settings.Quiet), ("--verbose", settings.Verbose), ("--no-color", settings.NoColor), ("--non-interactive", settings.NonInteractive),
        };
        return flags.Where(flag => flag.Item2).Select(flag => flag.Item1).Concat(settings.Config is null ? [] : ["--config", settings.Config]);
    }
}
