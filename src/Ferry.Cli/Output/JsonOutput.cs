using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ferry.Cli.Hosting;
using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Progress;
using Ferry.Progress;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Ferry.Cli.Output;

/// <summary>JSON lines on standard output; what is for people goes on to the text output, which writes it to standard error.</summary>
internal sealed class JsonOutput(TextWriter writer, IOutput people, TimeProvider time, bool quiet) : IOutput
{
    // Quotes and letters beyond ASCII stay as they are: this is read by eyes and by jq, never put into a web page.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Lock _gate = new();

    public void Result<T>(T document, JsonTypeInfo<T> json, Action<IAnsiConsole, T> render) => Write(document, json);

    public void Interim<T>(T document, JsonTypeInfo<T> json, Action<IAnsiConsole, T> render)
    {
        if (!quiet)
        {
            Write(document, json);
        }
    }

    public void Message(IRenderable message) => people.Message(message);

    public void Error(Failure failure)
    {
        try
        {
            Write(ErrorDocument.From(failure), DocumentContext.Default.ErrorDocument);
        }
        finally
        {
            people.Error(failure);
        }
    }

    public Task<T> ProgressAsync<T>(string title, Func<IProgress<ProgressEvent>, Task<T>> job) =>
        quiet
            ? job(SilentProgress.Instance)
            : people.ProgressAsync(title, shown => job(new GuardedProgress(new JsonProgress(this, shown, time))));

    internal void Write<T>(T document, JsonTypeInfo<T> json)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var line = new Utf8JsonWriter(buffer, Readable))
        {
            JsonSerializer.Serialize(line, document, json);
        }

        lock (_gate)
        {
            writer.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
            writer.Flush();
        }
    }
}
