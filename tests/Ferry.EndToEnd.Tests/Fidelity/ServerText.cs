using System.Globalization;
using MySqlConnector;

namespace Ferry.EndToEnd.Tests.Fidelity;

/// <summary>What a server itself says of a database, as lines of text: definitions by SHOW CREATE, rows by its own hexadecimal form. None of
/// Ferry's code takes part.</summary>
internal static class ServerText
{
    public static async Task ExecuteAsync(string connectionString, IEnumerable<string> statements, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(connectionString, cancellationToken);
        foreach (var statement in statements)
        {
            await ExecuteAsync(connection, statement, cancellationToken);
        }
    }

    public static async Task<object?> ScalarAsync(string connectionString, string sql, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(connectionString, cancellationToken);
        await using var command = Command(connection, sql);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Kills every other session that uses a database.</summary>
    public static async Task KillSessionsAsync(string connectionString, string database, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(connectionString, cancellationToken);
        var sessions = await PairsAsync(
            connection, $"SELECT CAST(ID AS CHAR), USER FROM information_schema.PROCESSLIST WHERE DB = '{database}' AND ID <> CONNECTION_ID()", cancellationToken);
        foreach (var (id, _) in sessions)
        {
            await using var command = Command(connection, $"KILL {id}");
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public static async Task<IReadOnlyList<string>> DescribeAsync(string connectionString, string database, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(connectionString, cancellationToken);
        var lines = new List<string>();
        foreach (var (name, type) in await PairsAsync(connection, "SELECT TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() ORDER BY CAST(TABLE_NAME AS BINARY)", cancellationToken))
        {
            var create = type.EndsWith("VIEW", StringComparison.Ordinal) ? $"SHOW CREATE VIEW {Quote(name)}" : $"SHOW CREATE TABLE {Quote(name)}";
            lines.Add(await ShowAsync(connection, create, cancellationToken));
            if (type is "BASE TABLE" or "SYSTEM VERSIONED" or "SEQUENCE")
            {
                lines.AddRange(await RowsAsync(connection, name, type, cancellationToken));
            }
        }

        await AddAsync(lines, connection, "SELECT TRIGGER_NAME, 'TRIGGER' FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() ORDER BY EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER", cancellationToken);
        await AddAsync(lines, connection, "SELECT ROUTINE_NAME, ROUTINE_TYPE FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE() ORDER BY 2, 1", cancellationToken);
        await AddAsync(lines, connection, "SELECT EVENT_NAME, 'EVENT' FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE() ORDER BY 1", cancellationToken);
        lines.Add(await ShowAsync(connection, "SELECT DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = DATABASE()", cancellationToken));
        return lines.ConvertAll(line => line.Replace($"`{database}`", "`DB`", StringComparison.Ordinal));
    }

    // Other tests lock and unlock the whole server; MySQL then makes somebody's DDL the victim of a deadlock.
    private static async Task ExecuteAsync(MySqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, statement);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await command.ExecuteNonQueryAsync(cancellationToken);
                return;
            }
            catch (MySqlException exception) when (exception.ErrorCode == MySqlErrorCode.LockDeadlock && attempt < 10)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50 * attempt), cancellationToken);
            }
        }
    }

    private static async Task AddAsync(List<string> lines, MySqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        foreach (var (name, kind) in await PairsAsync(connection, sql, cancellationToken))
        {
            lines.Add(await ShowAsync(connection, $"SHOW CREATE {kind} {Quote(name)}", cancellationToken));
        }
    }

    // Every stored column as hexadecimal; numbers through their own exact text. Sorted by that text, so that order does not matter.
    private static async Task<IReadOnlyList<string>> RowsAsync(MySqlConnection connection, string table, string type, CancellationToken cancellationToken)
    {
        var columns = await PairsAsync(
            connection, $"SELECT COLUMN_NAME, DATA_TYPE FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = {Literal(table)} ORDER BY ORDINAL_POSITION", cancellationToken);
        var values = columns.Select(column => $"IFNULL({Value(column.Name, column.Kind)}, 'NULL')");
        var history = type == "SYSTEM VERSIONED" ? " FOR SYSTEM_TIME ALL" : "";
        var rows = await PairsAsync(connection, $"SELECT CONCAT_WS(' ', {string.Join(", ", values)}) AS r, '' FROM {Quote(table)}{history} ORDER BY 1", cancellationToken);
        return [.. rows.Select(row => $"{table}: {row.Name}")];
    }

    private static string Value(string column, string type) => type switch
    {
        "float" or "double" => $"CONCAT({Quote(column)} * 1e0)",
        "enum" => $"CONCAT({Quote(column)} + 0)",
        "geometry" or "point" or "linestring" or "polygon" or "multipoint" or "multilinestring" or "multipolygon" or "geometrycollection" or "geomcollection"
            => $"CONCAT(ST_SRID({Quote(column)}), ':', HEX(ST_AsBinary({Quote(column)})))",
        "json" => $"HEX(CAST({Quote(column)} AS CHAR))",
        "vector" => $"HEX({Quote(column)})",
        _ => $"IF(OCTET_LENGTH({Quote(column)}) > 10000, CONCAT(OCTET_LENGTH({Quote(column)}), ':', SHA2(CAST({Quote(column)} AS BINARY), 256)), HEX(CAST({Quote(column)} AS BINARY)))",
    };

    private static async Task<string> ShowAsync(MySqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var fields = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            for (var field = 0; field < reader.FieldCount; field++)
            {
                // When a trigger was created is no part of it.
                fields.Add(reader.GetName(field) == "Created" ? "" : reader.IsDBNull(field) ? "NULL" : Convert.ToString(reader.GetValue(field), CultureInfo.InvariantCulture)!);
            }
        }

        return string.Join(" | ", fields);
    }

    private static async Task<IReadOnlyList<(string Name, string Kind)>> PairsAsync(MySqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var pairs = new List<(string, string)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            pairs.Add((reader.GetString(0), reader.GetString(1)));
        }

        return pairs;
    }

    private static string Literal(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Quote(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    private static MySqlCommand Command(MySqlConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 120;
        return command;
    }

    private static async Task<MySqlConnection> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        var settings = new MySqlConnectionStringBuilder(connectionString) { Pooling = false, AllowUserVariables = true, AllowZeroDateTime = true, GuidFormat = MySqlGuidFormat.None };
        var connection = new MySqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var pin = Command(connection, "SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES', time_zone = '+00:00', foreign_key_checks = 0");
        await pin.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }
}
