using Ferry.Sync;

namespace Ferry.Cli.Output.Documents;

/// <summary>The result of <c>ferry sync undo</c>.</summary>
internal sealed record SyncUndoDocument(string Source, string Into, IReadOnlyList<SyncUndoneDocument> Databases) : LineDocument("result")
{
    public static SyncUndoDocument From(string source, string into, IEnumerable<UndoResult> results) => new(
        source, into, [.. results.Select(result => new SyncUndoneDocument(result.Database, result.Run, result.Removed, result.Restored, result.Kept, result.Forgotten))]);
}
