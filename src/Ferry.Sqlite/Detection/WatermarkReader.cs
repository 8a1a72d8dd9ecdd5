using System.Globalization;
using Ferry.Detection;
using Ferry.Schema;
using Ferry.Sqlite.Connections;

namespace Ferry.Sqlite.Detection;

/// <summary>Reads what watermark columns say on one connection whose transaction is open. A column takes values of any kind, so it counts only where all of them are written in one way.</summary>
/// <param name="file">The database.</param>
/// <param name="connection">The connection.</param>
/// <param name="opened">When the transaction was begun, in UTC.</param>
internal sealed class WatermarkReader(DatabaseFile file, Connection connection, DateTime opened)
{
    public ValueTask<Watermark?> ReadAsync(Table table, string column, Watermark? earlier, WatermarkMargin margin, CancellationToken cancellationToken) =>
        RunAsync(table, () => Read(table, column, earlier, margin), cancellationToken);

    public ValueTask<IReadOnlyList<long>?> ReadRecentAsync(
        Table table, LeafLayout layout, Watermark since, long most, CancellationToken cancellationToken) =>
        RunAsync<IReadOnlyList<long>?>(table, () => Recent(table, layout, since, most), cancellationToken);

    // Texts of times hold nothing that a collation would order otherwise, but a collation of the application's own may.
    private Watermark? Read(Table table, string column, Watermark? earlier, WatermarkMargin margin)
    {
        var (name, source) = (SqliteDialect.Quote(column), SqliteDialect.Quote(table.Name));
        var rows = connection.Integer($"SELECT count(*) FROM {source}");
        var literal = connection.Text($"SELECT quote({name}) FROM {source} WHERE {name} IS NOT NULL ORDER BY {name} COLLATE BINARY DESC LIMIT 1");
        if (literal is null)
        {
            return new(column, rows, null, null) { IsBehind = earlier?.Highest is not null };
        }

        if (WatermarkForm.Of(connection, literal) is not { } form
            || connection.Integer($"SELECT count(*) FROM (SELECT {name} AS v FROM {source}) WHERE v IS NOT NULL AND NOT ({form.Condition})") > 0)
        {
            return null;
        }

        var behind = earlier?.Highest is { } before && connection.Integer($"SELECT {literal} < {before}") == 1;
        var highest = connection.Text($"SELECT {literal}")!;
        return new(column, rows, literal, form.From(highest, margin, opened) is { } from ? Literal(form, from) : null) { IsBehind = behind };
    }

    private List<long>? Recent(Table table, LeafLayout layout, Watermark since, long most)
    {
        var name = SqliteDialect.Quote(since.Column);
        var rows = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT {layout.Key} / {layout.Size} AS leaf FROM {SqliteDialect.Quote(table.Name)}
            WHERE {name} COLLATE BINARY >= {since.From} OR {name} IS NULL LIMIT {most + 1}
            """);
        using var statement = connection.Prepare($"SELECT leaf, count(*) FROM ({rows}) GROUP BY leaf ORDER BY leaf");
        var (leaves, found) = (new List<long>(), 0L);
        while (statement.Step())
        {
            leaves.Add(statement.Integer(0));
            found += statement.Integer(1);
        }

        return found > most ? null : leaves;
    }

    private static string Literal(WatermarkForm form, string from) => form.Time is null ? from : SqliteDialect.Literal(from);

    private ValueTask<T> RunAsync<T>(Table table, Func<T> work, CancellationToken cancellationToken) =>
        Boundary.RunAsync($"look at the watermark of table {table.Name} of {file.Path}", file, FailureKind.Source, () =>
        {
            using var registration = connection.InterruptOn(cancellationToken);
            return work();
        }, cancellationToken);
}
