using System.Globalization;
using Ferry.Schema;
using Ferry.Sqlite.Connections;

namespace Ferry.Sqlite.Reading;

/// <summary>Finds the rowids at which a table is cut.</summary>
internal sealed class RangePlanner(Connection connection, Table table)
{
    private const int SampleRows = 200;
    private const int FieldOverhead = 8;

    private readonly string _key = table.ChunkKey is [var key] ? SqliteDialect.Quote(key) : "";
    private readonly string _table = SqliteDialect.Quote(table.Name);

    /// <summary>How many rows make a chunk, judged by the length of the first and last rows.</summary>
    public long RowsPerChunk(long targetBytes)
    {
        var columns = table.Columns.Where(column => !column.Generated).Select(column => $"coalesce(octet_length({SqliteDialect.Quote(column.Name)}), 0)");
        var length = $"{string.Join(" + ", columns)} + {FieldOverhead * table.Columns.Count}";
        var average = connection.Integer(
            $"""
            SELECT CAST(avg(bytes) AS INTEGER) FROM (
              SELECT * FROM (SELECT {length} AS bytes FROM {_table} NOT INDEXED ORDER BY {_key} LIMIT {SampleRows})
              UNION ALL
              SELECT * FROM (SELECT {length} AS bytes FROM {_table} NOT INDEXED ORDER BY {_key} DESC LIMIT {SampleRows}))
            """);
        return Math.Max(1, targetBytes / Math.Max(1, average));
    }

    /// <summary>The key that lies a number of rows after another.</summary>
    /// <returns>Null when fewer rows follow.</returns>
    public long? KeyAfter(long? from, long rows)
    {
        var where = from is null ? "" : $"WHERE {_key} >= {from.Value.ToString(CultureInfo.InvariantCulture)} ";
        using var statement = connection.Prepare($"SELECT {_key} FROM {_table} NOT INDEXED {where}ORDER BY {_key} LIMIT 1 OFFSET {rows}");
        return statement.Step() ? statement.Integer(0) : null;
    }
}
