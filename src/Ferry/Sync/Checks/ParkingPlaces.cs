using System.Globalization;
using Ferry.Merging;
using Ferry.Reading;
using Ferry.Sync.Masking.Fields;
using Ferry.Sync.Model;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Checks;

/// <summary>Finds values that no row has and that the column takes, for rows that take each other's values to wait in. They are expressions of a row's number, <c>a.parked</c>.</summary>
internal sealed class ParkingPlaces(IMergeConnection connection, TableSql sql)
{
    private const int MostListed = 1000;
    private const int ListedAtOnce = 500;
    private const int MostLists = 10;
    private static readonly string[] _beginnings = ["~", "^", "="];

    /// <summary>One value for each column that is needed.</summary>
    /// <param name="rows">How many rows wait.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The values; null for a column in which too few are free.</returns>
    public async Task<IReadOnlyList<(MergeColumn Column, string? Value)>> FindAsync(long rows, CancellationToken cancellationToken)
    {
        var places = new List<(MergeColumn, string?)>();
        foreach (var column in ParkedColumns.Of(sql))
        {
            string? found = null;
            await foreach (var value in FreeAsync(column, rows, cancellationToken).ConfigureAwait(false))
            {
                if (await IsAllowedAsync(column, value, cancellationToken).ConfigureAwait(false))
                {
                    found = value;
                    break;
                }
            }

            places.Add((column, found));
        }

        return places;
    }

    private async IAsyncEnumerable<string> FreeAsync(MergeColumn column, long rows, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var format = sql.Dialect.Staging.Rows.Format;
        var shape = FieldShape.Of(column.Target.Column, format);
        if (column.Target.Column.Nullable)
        {
            yield return "NULL";
        }

        if (shape.Family is ColumnFamily.Integer or ColumnFamily.Decimal or ColumnFamily.Real)
        {
            foreach (var value in await NumbersAsync(column, shape, rows, cancellationToken).ConfigureAwait(false))
            {
                yield return value;
            }
        }
        else if (IsText(shape, format) && (shape.MaxCharacters is null || shape.MaxCharacters > rows.ToString(CultureInfo.InvariantCulture).Length))
        {
            foreach (var beginning in _beginnings)
            {
                if (await connection.CountAsync($"SELECT COUNT(*) FROM ({Taken(column)}) AS v WHERE v.taken LIKE '{beginning}%'", cancellationToken).ConfigureAwait(false) == 0)
                {
                    yield return sql.Dialect.Cells.Join([$"'{beginning}'", "a.parked"]);
                }
            }
        }

        if (rows <= MostListed && await ListedAsync(column, shape, rows, cancellationToken).ConfigureAwait(false) is { } listed)
        {
            yield return listed;
        }
    }

    // SQLite keeps texts in columns of most types.
    private static bool IsText(FieldShape shape, RowFormat format) => shape.Family == ColumnFamily.Text || (format == RowFormat.Typed && shape.TypeName != "blob");

    private async Task<IReadOnlyList<string>> NumbersAsync(MergeColumn column, FieldShape shape, long rows, CancellationToken cancellationToken)
    {
        var ends = (await connection.QueryAsync($"SELECT MIN(v.taken), MAX(v.taken) FROM ({Taken(column)}) AS v", cancellationToken).ConfigureAwait(false))[0];
        if (!Whole(ends[0], out var lowest) || !Whole(ends[1], out var highest))
        {
            return [];
        }

        (lowest, highest) = (Int128.Min(lowest, 0) - 1, highest + 1);
        return
        [
            .. lowest - rows >= shape.Range.Least ? [$"{Text(lowest)} - a.parked"] : Array.Empty<string>(),
            .. shape.Range.Greatest - rows > highest ? [$"{Text(shape.Range.Greatest)} - a.parked"] : Array.Empty<string>(),
        ];
    }

    private async Task<string?> ListedAsync(MergeColumn column, FieldShape shape, long rows, CancellationToken cancellationToken)
    {
        var free = new List<string>();
        foreach (var some in FreeValues.Of(shape, sql.Dialect.Literal).Chunk(ListedAtOnce).Take(MostLists))
        {
            var listed = string.Join(" UNION ALL ", some.Select((value, index) => $"SELECT {index} AS place, {value} AS value"));
            var query = $"SELECT l.place FROM ({listed}) AS l WHERE NOT EXISTS (SELECT 1 FROM ({Taken(column)}) AS v WHERE v.taken = l.value) ORDER BY l.place";
            free.AddRange((await connection.QueryAsync(query, cancellationToken).ConfigureAwait(false)).Select(row => some[int.Parse(row[0]!, CultureInfo.InvariantCulture)]));
            if (free.Count >= rows)
            {
                return $"CASE a.parked {string.Join(" ", free.Take((int)rows).Select((value, index) => $"WHEN {index + 1} THEN {value}"))} END";
            }
        }

        return null;
    }

    /// <summary>Whether waiting breaks no condition of the table.</summary>
    private async Task<bool> IsAllowedAsync(MergeColumn column, string value, CancellationToken cancellationToken)
    {
        var checks = sql.Table.Target.Checks;
        var used = new UsedColumns(sql.Table.Target, checks.Select(check => check.Condition));
        if (!used.Stored.Contains(column.Target))
        {
            return true;
        }

        var rows = $"""
            SELECT {TableSql.List(used.Stored.Select(each => $"{(each == column.Target ? value : $"t.{sql.Dialect.Quote(each.Name)}")} AS {sql.Dialect.Quote(each.Name)}"))}
            FROM {sql.Changes} AS a JOIN {sql.Own} AS t ON {TableSql.Equal(sql.OwnKey("t"), sql.TargetKey("a"))} WHERE a.parked > 0
            """;
        return await connection.CountAsync(
            $"SELECT COUNT(*) FROM {MergedRows.With(sql, rows, used)} WHERE {string.Join(" OR ", checks.Select(check => $"NOT ({check.Condition})"))}", cancellationToken).ConfigureAwait(false) == 0;
    }

    private string Taken(MergeColumn column) =>
        $"SELECT {sql.Dialect.Quote(column.Name)} AS taken FROM {sql.Own} UNION ALL SELECT {column.New} FROM {sql.Changes} WHERE action = 'update'";

    private static bool Whole(string? number, out Int128 whole) => Int128.TryParse(number?.Split('.')[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out whole);

    private static string Text(Int128 number) => number.ToString(CultureInfo.InvariantCulture);
}
