using Ferry.Sync;

namespace Ferry.Cli.Output.Documents;

/// <summary>The result of <c>ferry sync history</c>.</summary>
internal sealed record SyncHistoryDocument(string Source, string Into, IReadOnlyList<SyncRunDocument> Runs)
{
    public static SyncHistoryDocument From(string source, string into, IEnumerable<SyncRun> runs) => new(
        source, into,
        [.. runs.Select(run => new SyncRunDocument(run.Database, run.Run, run.State, run.Started, run.Finished, run.Inserted, run.Updated, run.Adopted, run.Undoable))]);
}
