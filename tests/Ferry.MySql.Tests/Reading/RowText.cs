using System.Text;
using Ferry.Reading;

namespace Ferry.MySql.Tests.Reading;

/// <summary>Reads a table whole, range after range, as text in which each character is one byte.</summary>
internal static class RowText
{
    public static async Task<string> OfAsync(ISnapshot snapshot, string table, long targetBytes = 1 << 20)
    {
        var entry = snapshot.Catalog.Tables.Single(candidate => candidate.Name == table);
        using var rows = new MemoryStream();
        await foreach (var range in snapshot.PlanAsync(entry, targetBytes, TestContext.Current.CancellationToken))
        {
            await snapshot.Readers[0].ReadAsync(entry, range, rows, TestContext.Current.CancellationToken);
        }

        return Encoding.Latin1.GetString(rows.ToArray());
    }
}
