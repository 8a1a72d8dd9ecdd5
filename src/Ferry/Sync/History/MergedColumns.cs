using Ferry.Merging;

namespace Ferry.Sync.History;

/// <summary>Which columns a sync has merged before: others are new to this side, and nobody may have looked at them yet.</summary>
internal sealed class MergedColumns(IMergeConnection connection, IMergeDialect dialect, string area)
{
    public const string Name = "columns";

    private string Table => dialect.Staging.Table(area, Name);

    public static StagingTable Of(IStagingDialect types) =>
        new(Name, [("tab", types.TypeOf(StagingType.Text)), ("col", types.TypeOf(StagingType.Text)), ("run", types.TypeOf(StagingType.Number))], []);

    /// <summary>The columns, by the names of table and column.</summary>
    public async Task<ILookup<string, string>> ReadAsync(CancellationToken cancellationToken) =>
        (await connection.QueryAsync($"SELECT tab, col FROM {Table}", cancellationToken).ConfigureAwait(false)).ToLookup(row => row[0]!, row => row[1]!, StringComparer.OrdinalIgnoreCase);

    /// <summary>Notes that a run merges columns for the first time; undoing the run forgets it.</summary>
    public IEnumerable<SyncStep> Steps(string table, IReadOnlyList<string> columns, long run) => columns.Count == 0 ? [] :
    [
        new(StepPhase.Note, table, $"INSERT INTO {Table} (tab, col, run) VALUES {string.Join(", ", columns.Select(column => $"({dialect.Literal(table)}, {dialect.Literal(column)}, {run})"))}", null),
        new(StepPhase.Forget, table, $"DELETE FROM {Table} WHERE run = {run}", null),
    ];
}
