using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;

namespace Ferry.MySql.Reading.Snapshots;

/// <summary>Reads where the binary log stands, and on a replica also how far it has got in its source's. What the account may not see is left out.</summary>
internal sealed class LogPosition(ServerConnection connection, ServerDialect dialect)
{
    public const string File = "binlog_file";
    public const string Offset = "binlog_position";
    public const string Gtid = "gtid";
    public const string SourceGtid = "source_gtid";
    public const string SourceFile = "source_binlog_file";
    public const string SourceOffset = "source_binlog_position";

    public async ValueTask<Dictionary<string, string>> ReadAsync(CancellationToken cancellationToken)
    {
        var position = await ReplicaAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (file, offset) in await QueryAsync(dialect.LogPosition, row => (row.Text("File"), row.Text("Position")), cancellationToken).ConfigureAwait(false))
        {
            Add(position, File, file);
            Add(position, Offset, offset);
        }

        foreach (var gtid in await QueryAsync(dialect.ExecutedTransactions, row => row.Text(0), cancellationToken).ConfigureAwait(false))
        {
            Add(position, Gtid, gtid?.ReplaceLineEndings(""));
        }

        foreach (var gtid in dialect.ReplicatedTransactions is { } replicated ? await QueryAsync(replicated, row => row.Text(0), cancellationToken).ConfigureAwait(false) : [])
        {
            Add(position, SourceGtid, gtid);
        }

        return position;
    }

    public async ValueTask<Dictionary<string, string>> ReplicaAsync(CancellationToken cancellationToken)
    {
        var position = new Dictionary<string, string>(StringComparer.Ordinal);
        var sources = await QueryAsync(
            dialect.ReplicaStatus,
            row => (File: row.Text("Relay_Source_Log_File") ?? row.Text("Relay_Master_Log_File"), Offset: row.Text("Exec_Source_Log_Pos") ?? row.Text("Exec_Master_Log_Pos")),
            cancellationToken).ConfigureAwait(false);
        if (sources is [var source, ..])
        {
            Add(position, SourceFile, source.File);
            Add(position, SourceOffset, source.Offset);
        }

        return position;
    }

    private static void Add(Dictionary<string, string> position, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            position[name] = value;
        }
    }

    private async ValueTask<List<T>> QueryAsync<T>(string sql, Func<ResultRow, T> map, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.QueryAsync(sql, "Reading the log position", map, cancellationToken).ConfigureAwait(false);
        }
        catch (FerryException exception) when (MySqlFailures.IsRefusal(exception.InnerException))
        {
            return [];
        }
    }
}
