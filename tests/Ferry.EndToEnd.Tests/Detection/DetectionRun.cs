using System.Text;
using Ferry.Reading;
using Ferry.Schema;
using Ferry.Sync.Detection;

namespace Ferry.EndToEnd.Tests.Detection;

/// <summary>One run as a sync makes it: detect, read what it says, record.</summary>
/// <param name="Rows">All rows of each table, read apart from detection.</param>
/// <param name="Changes">What was found out.</param>
/// <param name="Fetched">The rows that were read because of that.</param>
internal sealed record DetectionRun(
    IReadOnlyDictionary<string, List<string>> Rows, IReadOnlyDictionary<string, TableChanges> Changes, IReadOnlyDictionary<string, List<string>> Fetched)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task<DetectionRun> OfAsync(
        SourceDatabase source, Staging staging, DetectionOptions? options = null, int readers = 2, Func<Task>? meanwhile = null, string rules = "", bool record = true, string? watermark = null) =>
        source.InSnapshotAsync(readers, async snapshot =>
        {
            if (meanwhile is not null)
            {
                await meanwhile();
            }

            using var store = new LeafStore(staging.Connection, staging.Dialect, Staging.Area);
            await store.PrepareAsync(Cancellation);
            var detection = new ChangeDetection(snapshot, store, options ?? new() { Key = "a key"u8.ToArray() });
            var changes = await detection.DetectAsync([.. snapshot.Catalog.Tables.Select(table => new DetectionRequest(table, rules, Watermark: watermark))], Cancellation);
            var fetched = new Dictionary<string, List<string>>();
            foreach (var change in changes)
            {
                using var rows = new MemoryStream();
                foreach (var range in change.Ranges)
                {
                    await detection.ReadAsync(change, range, snapshot.Readers[^1], rows, Cancellation);
                }

                fetched[change.Table.Name] = Lines(rows);
            }

            if (record)
            {
                await staging.Connection.BeginAsync(Cancellation);
                await detection.RecordAsync(null, Cancellation);
                await staging.Connection.CommitAsync(Cancellation);
            }

            var all = new Dictionary<string, List<string>>();
            foreach (var table in snapshot.Catalog.Tables)
            {
                all[table.Name] = await ReadAsync(snapshot, table);
            }

            return new DetectionRun(all, changes.ToDictionary(change => change.Table.Name), fetched);
        });

    private static async Task<List<string>> ReadAsync(ISnapshot snapshot, Table table)
    {
        using var rows = new MemoryStream();
        await snapshot.Readers[0].ReadAsync(table with { Attributes = new Dictionary<string, string>() }, ChunkRange.Whole, rows, Cancellation);
        return Lines(rows);
    }

    private static List<string> Lines(MemoryStream rows) =>
        [.. Encoding.Latin1.GetString(rows.GetBuffer(), 0, (int)rows.Length).Split('\n')[..^1]];
}
