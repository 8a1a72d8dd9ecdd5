using System.CommandLine.Invocation;
using Ferry.Cli.Commands;
using Ferry.Cli.Output;
using Ferry.Cli.Output.Progress;

namespace Ferry.Cli.Hosting;

/// <summary>One run: parse, decide how to print, invoke, map what went wrong to an exit code.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CliHost host, Interruption interruption)
    {
        var options = new GlobalOptions();
        var parse = FerryCommand.Create(options).Parse(args);
        var context = CreateContext(options.Read(parse), host);
        try
        {
            if (parse.Action is ParseErrorAction)
            {
                return args.Count == 0 ? await ShowHelpAsync(options, context, interruption) : throw UsageError.From(parse);
            }

            return await parse.InvokeAsync(Configure(context), interruption.Token);
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return Report(context, Failure.Cancelled(interruption.ExitCode));
        }
        catch (Exception exception)
        {
            return Report(context, Failure.From(exception, context.Settings.Verbose));
        }
    }

    private static int Report(CliContext context, Failure failure)
    {
        try
        {
            context.Output.Error(failure);
        }
        catch (IOException)
        {
            // Nobody can be told any more; the exit code still says it.
            return failure.ExitCode;
        }

        return failure.ExitCode;
    }

    private static Task<int> ShowHelpAsync(GlobalOptions options, CliContext context, Interruption interruption) =>
        FerryCommand.Create(options).Parse("--help").InvokeAsync(Configure(context), interruption.Token);

    private static CliContext CreateContext(GlobalSettings settings, CliHost host)
    {
        var terminal = Terminal.Detect(host, settings);
        var results = Consoles.ForResults(host, terminal);
        var people = Consoles.ForPeople(host, terminal);
        IOutput output = new TextOutput(results, people, new ProgressDisplays(people, terminal, host.Time), settings.Quiet);
        if (settings.Json)
        {
            output = new JsonOutput(host.Output, output, host.Time, settings.Quiet);
        }

        return new CliContext(host, settings, terminal, output, new Questions(people, terminal));
    }

    // Signals are ours (Interruption), so the parser's own handler with its short patience is off.
    private static CliInvocation Configure(CliContext context) => new()
    {
        Context = context,
        Output = context.Host.Output,
        Error = context.Host.Error,
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null,
    };
}
