using System.Globalization;
using Ferry.Merging;
using Ferry.MySql.Columns;
using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;
using Ferry.MySql.Privileges;
using Ferry.MySql.Schema;
using Ferry.Schema;

namespace Ferry.MySql.Merging;

/// <summary>Reads the shapes of all tables with a fixed number of queries.</summary>
/// <param name="connection">Asks for them.</param>
/// <param name="dialect">How the server is asked.</param>
/// <param name="database">The database that holds them.</param>
/// <param name="member">Whether the server belongs to a replication group.</param>
internal sealed class ShapeReader(ServerConnection connection, ServerDialect dialect, string database, bool member)
{
    private readonly CatalogQuery _query = new(connection, dialect, database, TableSelection.All, []);

    public async ValueTask<IReadOnlyList<TableShape>> ReadAsync(CancellationToken cancellationToken)
    {
        var tables = await TablesAsync(cancellationToken).ConfigureAwait(false);
        var columns = await ColumnsAsync(cancellationToken).ConfigureAwait(false);
        var keys = await new ShapeKeys(_query).ReadAsync(cancellationToken).ConfigureAwait(false);
        var references = await new ShapeReferences(_query).ReadAsync([.. tables.Select(entry => entry.Table)], cancellationToken).ConfigureAwait(false);
        var checks = await ChecksAsync(cancellationToken).ConfigureAwait(false);
        var partitions = await new ShapePartitions(_query).ReadAsync(cancellationToken).ConfigureAwait(false);
        var triggers = await TriggersAsync(cancellationToken).ConfigureAwait(false);
        var blind = await HiddenTriggersAsync(cancellationToken).ConfigureAwait(false);
        var grouped = await IsGroupedAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            .. from entry in tables
               let table = entry.Table
               let ofTable = references[table.Name].ToList()
               let numbered = columns[table.Name].Any(column => column.Column.AutoIncrement)
               select table with
               {
                   Columns = [.. columns[table.Name].Select(column => column with { HoldsJson = HoldsJson(column, checks[table.Name]) })],
                   Counter = table.Counter ?? (numbered ? "0" : null),
                   PrimaryKey = [.. keys[table.Name].Where(key => key.Name == ShapeKeys.Primary).SelectMany(key => key.Columns)],
                   Uniques = [.. keys[table.Name].Where(key => key.Name != ShapeKeys.Primary)],
                   ForeignKeys = [.. ofTable.Select(reference => reference.Shape).OfType<ReferenceShape>()],
                   Checks = [.. checks[table.Name], .. partitions[table.Name]],
                   Triggers = [.. triggers[table.Name]],
                   Findings = [.. ofTable.Select(reference => reference.Finding).OfType<Finding>(), .. blind, .. grouped ? Refusal(table.Name, entry.Engine, columns[table.Name], keys[table.Name]) : []],
               },
        ];
    }

    // A group refuses whatever touches such a table and writes anywhere, also the statements that compare it with staged rows.
    private static IEnumerable<Finding> Refusal(string table, string? engine, IEnumerable<ColumnShape> columns, IEnumerable<UniqueShape> keys)
    {
        var filled = columns.Where(column => !column.Column.Nullable).Select(column => column.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (engine != "InnoDB" || !keys.Any(key => key.Parts.All(part => part.Column is { } name && filled.Contains(name))))
        {
            yield return new(
                FindingSeverity.Failure, "mysql.group-refuses",
                $"The target is in a replication group, which takes only rows of InnoDB tables with a primary key: those of {table} cannot come.",
                "Give the table a primary key and ENGINE = InnoDB, or leave it out by Sync:Tables.");
        }
    }

    // A server that has left its group takes them. Where the account may not ask, it is in there.
    private async ValueTask<bool> IsGroupedAsync(CancellationToken cancellationToken)
    {
        try
        {
            return member && await _query.Connection.ScalarAsync(
                "SELECT COUNT(*) FROM performance_schema.replication_group_members WHERE MEMBER_ID = @@GLOBAL.server_uuid AND MEMBER_STATE <> 'OFFLINE'", "Asking for the group", cancellationToken)
                .ConfigureAwait(false) != "0";
        }
        catch (FerryException exception) when (MySqlFailures.IsRefusal(exception.InnerException))
        {
            return true;
        }
    }

    private ValueTask<List<(TableShape Table, string? Engine)>> TablesAsync(CancellationToken cancellationToken) => _query.ListAsync(
        $"""
        SELECT TABLE_NAME, TABLE_ROWS, AUTO_INCREMENT, ENGINE FROM information_schema.TABLES
        WHERE TABLE_SCHEMA = {_query.Literal} AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')
        ORDER BY TABLE_NAME
        """,
        "the list of tables",
        row => (new TableShape { Name = row.Required(0), Columns = [], EstimatedRows = row.Number(1), Counter = LastNumber(row.Text(2)) }, row.Text(3)),
        cancellationToken);

    /// <summary>The server says which number comes next. Its own numbers reach past those that a long holds.</summary>
    private static string? LastNumber(string? next) =>
        next is null ? null : (Math.Max(1, ulong.Parse(next, CultureInfo.InvariantCulture)) - 1).ToString(CultureInfo.InvariantCulture);

    private async ValueTask<ILookup<string, ColumnShape>> ColumnsAsync(CancellationToken cancellationToken)
    {
        var columns = await new ColumnReader(_query).ReadAsync(cancellationToken).ConfigureAwait(false);
        var details = await _query.ListAsync(
            _query.Dialect.ColumnDetails(_query.Database),
            "the defaults of columns",
            row => (
                Key: (row.Required(0), row.Required(1)), Default: row.Flag(3) ? _query.Dialect.Expression(row.Required(2)) : row.Text(2), Charset: row.Text(4), Stamped: row.Flag(5), Computed: row.Text(6)),
            cancellationToken).ConfigureAwait(false);
        var byKey = details.ToDictionary(detail => detail.Key);
        return columns
            .SelectMany(table => table.Select(column => (Table: table.Key, Column: column, Detail: byKey.GetValueOrDefault((table.Key, column.Name)))))
            .ToLookup(
                entry => entry.Table,
                entry => new ColumnShape(entry.Column, entry.Column.Generated ? null : entry.Detail.Default)
                {
                    Charset = entry.Detail.Charset,
                    StampedOnUpdate = entry.Detail.Stamped,
                    Computed = entry.Column.Generated && entry.Detail.Computed is { } kept ? _query.Dialect.Expression(kept) : null,
                },
                StringComparer.Ordinal);
    }

    private async ValueTask<ILookup<string, CheckShape>> ChecksAsync(CancellationToken cancellationToken)
    {
        var rows = _query.Dialect.CheckConstraints(_query.Database) is not { } sql
            ? []
            : await _query.ListAsync(
                sql, "the check constraints", row => (Table: row.Required(0), Check: new CheckShape(row.Required(1), _query.Dialect.Expression(row.Required(2)))), cancellationToken).ConfigureAwait(false);
        return rows.ToLookup(row => row.Table, row => row.Check, StringComparer.Ordinal);
    }

    // MariaDB declares its JSON as a text and a condition.
    private static bool HoldsJson(ColumnShape column, IEnumerable<CheckShape> checks) =>
        ColumnType.Base(column.Column.Type) == "json" || checks.Any(check => string.Equals(check.Condition, $"json_valid({Quote.Identifier(column.Name)})", StringComparison.OrdinalIgnoreCase));

    private async ValueTask<ILookup<string, string>> TriggersAsync(CancellationToken cancellationToken)
    {
        var rows = await _query.ListAsync(
            $"""
            SELECT DISTINCT EVENT_OBJECT_TABLE, TRIGGER_NAME FROM information_schema.TRIGGERS
            WHERE EVENT_OBJECT_SCHEMA = {_query.Literal} AND EVENT_MANIPULATION <> 'DELETE'
            ORDER BY EVENT_OBJECT_TABLE, TRIGGER_NAME
            """,
            "the triggers",
            row => (Table: row.Required(0), Name: row.Required(1)),
            cancellationToken).ConfigureAwait(false);
        return rows.ToLookup(row => row.Table, row => row.Name, StringComparer.Ordinal);
    }

    private async ValueTask<IReadOnlyList<Finding>> HiddenTriggersAsync(CancellationToken cancellationToken)
    {
        var privileges = await PrivilegeSet.ReadAsync(_query.Connection, cancellationToken).ConfigureAwait(false);
        return privileges.Has("TRIGGER", _query.Database)
            ? []
            : [new(FindingSeverity.Warning, "mysql.triggers-hidden", "Triggers that will fire are not listed: the account may not see them.",
                $"GRANT TRIGGER ON {Quote.Identifier(_query.Database)}.* TO {privileges.Account}")];
    }
}
