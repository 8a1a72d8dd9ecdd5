using System.Text;
using Ferry.MySql.Reading.Rows;

namespace Ferry.MySql.Reading.Snapshots;

/// <summary>Opens all snapshots without a lock and compares the binary log's position that MariaDB keeps with each of them.
/// https://mariadb.com/kb/en/enhancements-for-start-transaction-with-consistent-snapshot/.</summary>
internal sealed class BinlogCheckedRung(SnapshotConnections connections) : ISnapshotRung
{
    private const int Attempts = 20;

    public async ValueTask<RungReached?> TryAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await connections.StartSnapshotsAsync(cancellationToken).ConfigureAwait(false);
            var positions = new List<Dictionary<string, string>>();
            foreach (var reader in connections.Readers)
            {
                positions.Add(await OfAsync(reader, cancellationToken).ConfigureAwait(false));
            }

            if (positions[0].Count > 0 && positions.TrueForAll(position => position.OrderBy(entry => entry.Key).SequenceEqual(positions[0].OrderBy(entry => entry.Key))))
            {
                return new(GtidCheckedRung.Name, positions[0], []);
            }

            await connections.CloseSnapshotsAsync(cancellationToken).ConfigureAwait(false);
            if (positions[0].Count == 0)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>The position of one reader's snapshot; empty where the server writes no binary log.</summary>
    public static async ValueTask<Dictionary<string, string>> OfAsync(IRowConnection reader, CancellationToken cancellationToken)
    {
        const string from = "FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME LIKE 'BINLOG_SNAPSHOT_%' AND VARIABLE_VALUE <> ''";
        var query = new RowQuery(
            $"SELECT VARIABLE_NAME, VARIABLE_VALUE {from}",
            $"SELECT CAST(VARIABLE_NAME AS BINARY), CAST(VARIABLE_VALUE AS BINARY) {from}",
            "the snapshot's position");
        using var rows = new MemoryStream();
        await reader.ReadRowsAsync(query, rows, cancellationToken).ConfigureAwait(false);
        var position = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Encoding.UTF8.GetString(rows.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split('\t');
            position[NameOf(fields[0])] = fields[1];
        }

        // Without a file there is no log; a position of 0 alone says nothing.
        return position.ContainsKey(LogPosition.File) ? position : [];
    }

    private static string NameOf(string variable) => variable switch
    {
        "BINLOG_SNAPSHOT_FILE" => LogPosition.File,
        "BINLOG_SNAPSHOT_POSITION" => LogPosition.Offset,
        _ => variable,
    };
}
