using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;
using Ferry.MySql.Schema;

namespace Ferry.MySql.Reading.Snapshots;

/// <summary>Takes stamps of all definitions of a database, cheap enough to be taken several times.</summary>
internal sealed class DefinitionStamps(ServerConnection connection, string database)
{
    private const string Action = "Reading the state of definitions";

    private static readonly TableListing _tables = new("TABLES", "'table', TABLE_NAME, CONCAT_WS('|', TABLE_TYPE, ENGINE, CREATE_TIME)", "1 = 1")
    {
        Unopened = "'table', TABLE_NAME, CONCAT_WS('|', TABLE_TYPE, ENGINE)",
    };

    public async ValueTask<DefinitionStamp> ReadAsync(CancellationToken cancellationToken)
    {
        var name = Quote.Literal(database);
        var tables = await _tables.ReadAsync(connection, database, Action, Stamp, cancellationToken).ConfigureAwait(false);
        var others = await connection.QueryAsync(
            $"""
            SELECT 'columns of table', TABLE_NAME, CONCAT_WS('|', COUNT(*), SUM(CRC32(CONCAT_WS('|', ORDINAL_POSITION, COLUMN_NAME, COLUMN_TYPE,
                IS_NULLABLE, COLLATION_NAME, EXTRA)))) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = {name} GROUP BY TABLE_NAME
            UNION ALL SELECT 'trigger', TRIGGER_NAME, CONCAT_WS('|', EVENT_OBJECT_TABLE, ACTION_ORDER, CREATED) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = {name}
            UNION ALL SELECT ROUTINE_TYPE, ROUTINE_NAME, LAST_ALTERED FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = {name}
            UNION ALL SELECT 'event', EVENT_NAME, LAST_ALTERED FROM information_schema.EVENTS WHERE EVENT_SCHEMA = {name}
            """,
            Action,
            Stamp,
            cancellationToken).ConfigureAwait(false);
        return DefinitionStamp.Of(tables.Concat(others));
    }

    private static KeyValuePair<string, string> Stamp(ResultRow row) => KeyValuePair.Create($"{row.Required(0)} {row.Required(1)}", row.Required(2));
}
