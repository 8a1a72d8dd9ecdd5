using System.Text;

namespace Ferry.Sync.History;

/// <summary>Writes many rows with few statements: each one that is committed alone waits for the disk.</summary>
internal static class RowInserts
{
    // Characters; far below every server's limit on packets, also when each takes four bytes.
    private const int Longest = 1 << 18;

    /// <summary>The statements that insert some rows, in order; a row that is longer than the limit has one of its own.</summary>
    /// <param name="into">The table and its columns: <c>t (a, b)</c>.</param>
    /// <param name="rows">Each row's values: <c>(1, 'x')</c>.</param>
    /// <param name="longest">How many characters a statement of several rows may have.</param>
    public static IEnumerable<string> Of(string into, IEnumerable<string> rows, int longest = Longest)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            if (text.Length > 0 && text.Length + row.Length > longest)
            {
                yield return text.ToString();
                text.Clear();
            }

            text.Append(text.Length == 0 ? $"INSERT INTO {into} VALUES\n" : ",\n").Append(row);
        }

        if (text.Length > 0)
        {
            yield return text.ToString();
        }
    }
}
