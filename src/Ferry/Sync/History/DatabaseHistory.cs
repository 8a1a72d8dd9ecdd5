using System.Globalization;

namespace Ferry.Sync.History;

/// <summary>Reads what was done to one database.</summary>
internal sealed class DatabaseHistory(SyncTarget target)
{
    public async Task<IReadOnlyList<SyncRun>> ReadAsync(string key, CancellationToken cancellationToken)
    {
        var runs = (await target.Registry.RunsAsync(cancellationToken).ConfigureAwait(false)).Where(run => run.State != RunRegistry.Planned).ToList();
        var latest = runs.Find(run => run.Undoable);
        return [.. runs.Select(run => new SyncRun(key, run.Id, run.State, Moment(run.Started)!.Value, Moment(run.Finished), run.Inserted, run.Updated, run == latest) { Adopted = run.Adopted })];
    }

    private static DateTimeOffset? Moment(string? text) => text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
