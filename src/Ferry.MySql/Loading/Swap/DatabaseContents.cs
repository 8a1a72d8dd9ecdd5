using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;

namespace Ferry.MySql.Loading.Swap;

/// <summary>Asks what a database holds, as far as a swap has to move or drop it.</summary>
internal sealed class DatabaseContents(ServerConnection connection)
{
    private const string Action = "Reading what the database holds";

    /// <summary>The default collation; null when the database does not exist.</summary>
    public ValueTask<string?> CollationAsync(string database, CancellationToken cancellationToken) => connection.ScalarAsync(
        $"SELECT DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = {Quote.Literal(database)}", Action, cancellationToken);

    /// <summary>Tables and sequences: what RENAME TABLE moves from one database to another.</summary>
    public async ValueTask<IReadOnlyList<string>> TablesAsync(string database, CancellationToken cancellationToken) => await connection.QueryAsync(
        "SELECT TABLE_NAME FROM information_schema.TABLES "
            + $"WHERE TABLE_SCHEMA = {Quote.Literal(database)} AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED', 'SEQUENCE') "
            + $"AND TABLE_NAME <> {Quote.Literal(SwapJournalStore.Table)} ORDER BY TABLE_NAME",
        Action,
        row => row.Required(0),
        cancellationToken).ConfigureAwait(false);

    /// <summary>Statements that drop the triggers of some tables, or of all.</summary>
    public async ValueTask<IReadOnlyList<string>> DropTriggersAsync(
        string database, IReadOnlyCollection<string>? tables, CancellationToken cancellationToken)
    {
        var triggers = await connection.QueryAsync(
            $"SELECT TRIGGER_NAME, EVENT_OBJECT_TABLE FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = {Quote.Literal(database)}",
            Action,
            row => (Name: row.Required(0), Table: row.Required(1)),
            cancellationToken).ConfigureAwait(false);
        return [.. triggers.Where(trigger => tables?.Contains(trigger.Table) ?? true)
            .Select(trigger => $"DROP TRIGGER IF EXISTS {Quote.Identifier(database, trigger.Name)}")];
    }

    /// <summary>Statements that drop events, views and routines.</summary>
    public async ValueTask<IReadOnlyList<string>> DropCodeAsync(string database, CancellationToken cancellationToken)
    {
        var literal = Quote.Literal(database);
        var drops = await connection.QueryAsync(
            $"SELECT 'EVENT', EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA = {literal} "
                + $"UNION ALL SELECT 'VIEW', TABLE_NAME FROM information_schema.VIEWS WHERE TABLE_SCHEMA = {literal} "
                + $"UNION ALL SELECT ROUTINE_TYPE, ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = {literal} AND ROUTINE_TYPE <> 'PACKAGE BODY'",
            Action,
            row => Drop(row.Required(0), Quote.Identifier(database, row.Required(1))),
            cancellationToken).ConfigureAwait(false);
        return [.. drops.SelectMany(statements => statements)];
    }

    // MariaDB knows the word PACKAGE only in the mode in which packages are written.
    private static string[] Drop(string kind, string name) => kind == "PACKAGE"
        ? ["SET SESSION sql_mode = 'ORACLE'", $"DROP PACKAGE IF EXISTS {name}", $"SET SESSION sql_mode = '{LoadSession.SqlMode}'"]
        : [$"DROP {kind} IF EXISTS {name}"];
}
