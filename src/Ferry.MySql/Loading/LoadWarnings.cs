using Ferry.MySql.Columns;
using Ferry.MySql.Connections;
using Ferry.Schema;

namespace Ferry.MySql.Loading;

/// <summary>Reads what the server complained of after a load, and tells harm from noise.</summary>
internal static class LoadWarnings
{
    private const int Shown = 24;

    // Out of range, truncated, incorrect, too few or too many fields, invalid characters, too long, NULL into NOT NULL, duplicate.
    private static readonly HashSet<long> _harmful = [1048, 1062, 1261, 1262, 1263, 1264, 1265, 1292, 1300, 1366, 1406, 1411, 1416, 3140, 4025];

    /// <summary>Reads the warnings of the last statement.</summary>
    /// <param name="connection">The connection that ran it.</param>
    /// <param name="table">The table that was loaded.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>All texts, and the first that says that a value was changed or a row dropped.</returns>
    public static async ValueTask<(IReadOnlyList<string> Texts, string? Harm)> ReadAsync(
        ServerConnection connection, Table table, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync(
            "SHOW WARNINGS",
            $"Reading the warnings of table {table.Name}",
            row => (Level: row.Required(0), Code: row.Number(1), Text: row.Required(2)),
            cancellationToken).ConfigureAwait(false);
        var enums = table.Columns.Where(column => ColumnType.Base(column.Type) == "enum").Select(column => $"'{column.Name}'").ToList();
        var harm = rows.Find(row => _harmful.Contains(row.Code) && !(row.Code == 1265 && enums.Exists(name => row.Text.Contains(name, StringComparison.Ordinal))));
        return ([.. rows.Take(Shown).Select(row => $"{row.Code}: {row.Text}")], harm.Text);
    }
}
