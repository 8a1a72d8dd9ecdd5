using System.Text.Json.Serialization.Metadata;
using Ferry.Cli.Hosting;
using Ferry.Progress;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Ferry.Cli.Output;

/// <summary>The only thing that prints.</summary>
internal interface IOutput
{
    /// <summary>Prints what the command was asked for, as text or as one line of JSON.</summary>
    void Result<T>(T document, JsonTypeInfo<T> json, Action<IAnsiConsole, T> render);

    /// <summary>Prints what a long job has to say before its result, a plan for example.</summary>
    void Interim<T>(T document, JsonTypeInfo<T> json, Action<IAnsiConsole, T> render);

    /// <summary>Prints something for people only.</summary>
    void Message(IRenderable message);

    /// <summary>Prints a failure.</summary>
    void Error(Failure failure);

    /// <summary>Runs a job and shows how it moves. Whatever happens to the display, the job goes on.</summary>
    Task<T> ProgressAsync<T>(string title, Func<IProgress<ProgressEvent>, Task<T>> job);
}
