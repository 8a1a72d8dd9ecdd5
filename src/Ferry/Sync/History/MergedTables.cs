using Ferry.Merging;

namespace Ferry.Sync.History;

/// <summary>Which tables a sync has merged before, also when they held nothing: rows of both sides that meet in such a table for the first time were made on both sides since.</summary>
internal sealed class MergedTables(IMergeConnection connection, IMergeDialect dialect, string area)
{
    public const string Name = "merged";

    private string Table => dialect.Staging.Table(area, Name);

    public static StagingTable Of(IStagingDialect types) => new(Name, [("tab", types.TypeOf(StagingType.Text)), ("run", types.TypeOf(StagingType.Number))], []);

    public async Task<IReadOnlySet<string>> ReadAsync(CancellationToken cancellationToken) =>
        (await connection.QueryAsync($"SELECT tab FROM {Table}", cancellationToken).ConfigureAwait(false)).Select(row => row[0]!).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Notes that a run merges a table for the first time; undoing the run forgets it.</summary>
    public IEnumerable<SyncStep> Steps(string table, long run) =>
    [
        new(StepPhase.Note, table, $"INSERT INTO {Table} (tab, run) VALUES ({dialect.Literal(table)}, {run})", null),
        new(StepPhase.Forget, table, $"DELETE FROM {Table} WHERE run = {run}", null),
    ];

    /// <summary>Makes the next sync of a table its first one.</summary>
    public async Task ForgetAsync(string table, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync($"DELETE FROM {Table} WHERE tab = {dialect.Literal(table)}", cancellationToken).ConfigureAwait(false);
}
