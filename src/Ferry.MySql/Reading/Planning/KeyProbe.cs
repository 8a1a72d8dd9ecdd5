using System.Globalization;
using System.Text;
using Ferry.MySql.Columns;
using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;
using Ferry.MySql.Reading.Rows;
using Ferry.Schema;

namespace Ferry.MySql.Reading.Planning;

/// <summary>Asks a server about the leading column of a table's chunk key.</summary>
internal sealed class KeyProbe(ServerConnection connection, string database, Table table) : IKeyProbe
{
    private const string SampleRows = "100";

    private readonly string _action = $"Planning table {table.Name}";
    private readonly string _source = SelectStatement.Source(database, table);
    private readonly Column _column = table.Columns.First(column => table.ChunkKey.Count == 0 || column.Name == table.ChunkKey[0]);

    private string Key => Quote.Identifier(_column.Name);

    public async ValueTask<long> EstimateAsync(string? where, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync(
            $"EXPLAIN FORMAT=TRADITIONAL SELECT {Key} FROM {_source}{Where(where)}",
            _action,
            row => long.TryParse(row.Text("rows"), CultureInfo.InvariantCulture, out var count) ? count : 0,
            cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? 0 : rows.Max();
    }

    public async ValueTask<long?> SampleRowBytesAsync(CancellationToken cancellationToken)
    {
        // Long values lie on pages of their own and would be fetched just to be measured.
        var lengths = ColumnCodec.Stored(table)
            .Where(column => !ColumnType.IsLong(column.Type))
            .Select(column => $"COALESCE(LENGTH({Quote.Identifier(column.Name)}), 2) + 1")
            .DefaultIfEmpty("1");
        var sample = $"SELECT {string.Join(" + ", lengths)} AS bytes FROM {_source} ORDER BY {Key}";
        var mean = await connection.QueryAsync(
            $"SELECT COUNT(*), COALESCE(SUM(bytes), 0) FROM (({sample} LIMIT {SampleRows}) UNION ALL ({sample} DESC LIMIT {SampleRows})) AS sample",
            _action,
            row => (Rows: row.Number(0), Bytes: row.Number(1)),
            cancellationToken).ConfigureAwait(false);
        return mean[0].Rows == 0 ? null : mean[0].Bytes / mean[0].Rows;
    }

    public async ValueTask<(Int128 Lowest, Int128 Highest)?> BoundsAsync(CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync(
            $"SELECT MIN({Key}), MAX({Key}) FROM {_source}", _action, row => (Lowest: Integer(row), Highest: Integer(row, 1)), cancellationToken).ConfigureAwait(false);
        return rows is [{ Lowest: { } lowest, Highest: { } highest }] ? (lowest, highest) : null;
    }

    public async ValueTask<Int128?> NextAsync(Int128 limit, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync(
            $"SELECT MIN({Key}) FROM {_source} WHERE {Key} >= {limit.ToString(CultureInfo.InvariantCulture)}", _action, row => Integer(row), cancellationToken)
            .ConfigureAwait(false);
        return rows[0];
    }

    public async ValueTask<KeyValue?> SkipAsync(KeyValue? after, long rows, CancellationToken cancellationToken)
    {
        // The key that the range starts at is passed as the first row.
        var offset = (after is null ? rows : rows - 1).ToString(CultureInfo.InvariantCulture);
        var found = await connection.QueryAsync(
            $"SELECT {ColumnCodec.BytesExpression(_column)} FROM {_source}{Where(after is null ? null : $"{Key} > {after.Literal}")} ORDER BY {Key} LIMIT 1 OFFSET {offset}",
            _action,
            row => row.Bytes(0),
            cancellationToken).ConfigureAwait(false);
        return found is [{ } key] ? Value(key) : null;
    }

    private static string Where(string? condition) => condition is null ? "" : $" WHERE {condition}";

    private static Int128? Integer(ResultRow row, int column = 0) =>
        row.Text(column) is { } text ? Int128.Parse(text, CultureInfo.InvariantCulture) : null;

    private KeyValue Value(byte[] key) => KeyKinds.Of(_column) switch
    {
        KeyKind.Text => new(Quote.Text(Charset, key), Charset.StartsWith("utf8", StringComparison.Ordinal) ? Encoding.UTF8.GetString(key) : Convert.ToHexString(key)),
        KeyKind.Bytes => new(Quote.Bytes(key), Convert.ToHexString(key)),
        _ when ColumnType.Base(_column.Type) is "decimal" or "year" => new(Encoding.ASCII.GetString(key), Encoding.ASCII.GetString(key)),
        _ => new(Quote.Literal(Encoding.ASCII.GetString(key)), Encoding.ASCII.GetString(key)),
    };

    private string Charset => _column.Collation!.Split('_')[0];
}
