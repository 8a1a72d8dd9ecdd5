using System.Text;
using Ferry.Reading;

namespace Ferry.MySql.Tests.Reading;

/// <summary>Reads a table whole, range after range, as text in which each character is one byte.</summary>
internal static class RowText
{
    public static async Task<string> OfAsync(ISnapshot snapshot, string table, long targetBytes = 1 << 20, int reader = 0)
    {
        var entry = snapshot.Catalog.Tables.Single(candidate => candidate.Name == table);
        using var rows = new MemoryStream();
        foreach (var range in await RangesAsync(snapshot, table, targetBytes))
        {
            await snapshot.Readers[reader].ReadAsync(entry, range, rows, TestContext.Current.CancellationToken);
        }

        return Encoding.Latin1.GetString(rows.ToArray());
    }

    public static async Task<List<ChunkRange>> RangesAsync(ISnapshot snapshot, string table, long targetBytes)
    {
        var entry = snapshot.Catalog.Tables.Single(candidate => candidate.Name == table);
        var ranges = new List<ChunkRange>();
        await foreach (var range in snapshot.PlanAsync(entry, targetBytes, TestContext.Current.CancellationToken))
        {
            ranges.Add(range);
        }

        return ranges;
    }
}
