using Ferry.Merging;
using Ferry.Sync.Staging;

namespace Ferry.Sync.History;

/// <summary>Up to which id the rows of a table came from the source by a restore: below it equal ids mean the same row, above it they are a coincidence.</summary>
internal sealed class Lineage(IMergeConnection connection, IMergeDialect dialect, StagingTables staging, string area)
{
    private const string Name = "lineage";

    private string Table => dialect.Staging.Table(area, Name);

    /// <summary>The highest id that was restored, by table.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken cancellationToken) => staging.Has(Name)
        ? (await connection.QueryAsync($"SELECT tab, highest FROM {Table}", cancellationToken).ConfigureAwait(false))
            .ToDictionary(row => row[0]!, row => row[1]!, StringComparer.OrdinalIgnoreCase)
        : new Dictionary<string, string>();

    /// <summary>Notes the highest ids of tables that were restored just now; what was noted of the same tables before is forgotten.</summary>
    public async Task RecordAsync(IReadOnlyDictionary<string, string?> highest, CancellationToken cancellationToken)
    {
        if (!staging.Has(Name))
        {
            var text = dialect.Staging.TypeOf(StagingType.Text);
            await staging.MakeAsync(new(Name, [("tab", text), ("highest", text)], []), cancellationToken).ConfigureAwait(false);
        }

        foreach (var (table, mark) in highest)
        {
            _ = await connection.ExecuteAsync($"DELETE FROM {Table} WHERE tab = {dialect.Literal(table)}", cancellationToken).ConfigureAwait(false);
            if (mark is not null)
            {
                _ = await connection.ExecuteAsync($"INSERT INTO {Table} (tab, highest) VALUES ({dialect.Literal(table)}, {dialect.Literal(mark)})", cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
