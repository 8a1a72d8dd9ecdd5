using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ferry.Cli.Output.Documents;

namespace Ferry.Cli.Tests.Docs;

/// <summary>Lines that a small run on SQLite does not print: they take time, faults or a server.</summary>
internal static class JsonLines
{
    public static IEnumerable<JsonElement> OfRareKinds() =>
    [
        Serialize(new ProgressDocument("read", ["users"], 1, 2, 3, 4, 5, 6, 7), DocumentContext.Default.ProgressDocument),
        Serialize(new WarningDocument(new FindingDocument("warning", "code", "message", "remedy")), DocumentContext.Default.WarningDocument),
        Serialize(new GrantsDocument("e", [new("main", "movies", "MySQL", [new("statement", "purpose", true)])]), DocumentContext.Default.GrantsDocument),
        Serialize(new TrustDocument([new HostDocument("host", 22, "type", "fingerprint", "known", "place")]), DocumentContext.Default.TrustDocument),
        Serialize(new ExportDocument("name", "file", 1, 2, 3), DocumentContext.Default.ExportDocument),
    ];

    private static JsonElement Serialize<T>(T document, JsonTypeInfo<T> json) => JsonDocument.Parse(JsonSerializer.Serialize(document, json)).RootElement;
}
