using System.Text.Json.Serialization.Metadata;
using Ferry.Cli.Hosting;
using Ferry.Cli.Output.Progress;
using Ferry.Cli.Output.Writing;
using Ferry.Progress;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Ferry.Cli.Output;

/// <summary>Prints for people: results on standard output, all else on standard error.</summary>
internal sealed class TextOutput(IAnsiConsole results, IAnsiConsole people, ProgressDisplays displays, bool quiet) : IOutput
{
    public void Result<T>(T document, JsonTypeInfo<T> json, Action<IAnsiConsole, T> render)
    {
        if (!quiet)
        {
            render(results, document);
        }
    }

    public void Interim<T>(T document, JsonTypeInfo<T> json, Action<IAnsiConsole, T> render)
    {
        if (!quiet)
        {
            render(people, document);
        }
    }

    public void Message(IRenderable message)
    {
        if (!quiet)
        {
            people.Write(message);
            people.WriteLine();
        }
    }

    public void Error(Failure failure)
    {
        people.Line($"[red bold]error[/] [bold]{failure.Code}[/]: {failure.Message}");
        if (failure.Reason is not null)
        {
            people.Line($"  [grey]why[/]  {OneLine(failure.Reason)}");
        }

        if (failure.Remedy is not null)
        {
            people.Line($"  [grey]try[/]  [yellow]{OneLine(failure.Remedy)}[/]");
        }

        if (failure.Details is not null)
        {
            people.WriteLine(failure.Details);
        }
    }

    public Task<T> ProgressAsync<T>(string title, Func<IProgress<ProgressEvent>, Task<T>> job) =>
        quiet ? job(SilentProgress.Instance) : displays.RunAsync(title, job);

    // A server's message may span lines; an error is three lines.
    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
