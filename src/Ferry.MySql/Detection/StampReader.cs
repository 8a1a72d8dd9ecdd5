using System.Globalization;
using Ferry.Detection;
using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;
using Ferry.MySql.Reading.Snapshots;
using Ferry.MySql.Schema;
using Ferry.Reading;

namespace Ferry.MySql.Detection;

/// <summary>Reads what proves that tables have not changed: their UPDATE_TIME, and the binary log's position.</summary>
/// <param name="connection">Any connection but a reader: the facts are the present's, which is later than the snapshot.</param>
/// <param name="dialect">The server's dialect.</param>
/// <param name="database">The database.</param>
/// <param name="consistency">The snapshot's, for its position.</param>
/// <param name="horizon">No transaction that the snapshot does not see can set an UPDATE_TIME before this; null when that is unknown.</param>
internal sealed class StampReader(ServerConnection connection, ServerDialect dialect, string database, Consistency consistency, DateTime? horizon)
{
    public const string UpdateTime = "update-time";
    public const string Position = "log-position";

    private const string Action = "Reading when tables were last written";

    // An UPDATE_TIME has whole seconds, and is set a moment before its commit can be seen; a stalled commit makes that moment longer.
    private static readonly TimeSpan _margin = TimeSpan.FromSeconds(10);

    public async ValueTask<IReadOnlyDictionary<string, IReadOnlyList<TableStamp>>> ReadAsync(CancellationToken cancellationToken)
    {
        var server = await connection.ScalarAsync(dialect.Identity, Action, cancellationToken).ConfigureAwait(false);
        var numbers = await TableNumbersAsync(cancellationToken).ConfigureAwait(false);
        var position = await PositionAsync(cancellationToken).ConfigureAwait(false);
        var rows = await connection.QueryAsync(
            $"""
            SELECT TABLE_NAME, ENGINE, UPDATE_TIME IS NOT NULL, DATE_FORMAT(UPDATE_TIME, '%Y-%m-%d %H:%i:%s'), CREATE_TIME
            FROM information_schema.TABLES
            WHERE TABLE_SCHEMA = {Quote.Literal(database)} AND TABLE_TYPE = 'BASE TABLE' AND CREATE_OPTIONS NOT LIKE '%partitioned%'
            """,
            Action,
            row => (Name: row.Required(0), Engine: row.Text(1), Updated: row.Flag(2) ? row.Text(3) : null, Created: row.Text(4)),
            cancellationToken).ConfigureAwait(false);
        return rows.Where(row => TableEngines.IsTransactional(row.Engine)).ToDictionary(
            row => row.Name,
            row => (IReadOnlyList<TableStamp>)
            [
                .. OfUpdate($"{server}|{numbers.GetValueOrDefault(row.Name)}|{row.Created}", row.Updated, numbers.ContainsKey(row.Name)),
                .. OfPosition($"{server}|{row.Created}|{row.Updated}", row.Updated, position),
            ],
            StringComparer.Ordinal);
    }

    private IEnumerable<TableStamp> OfUpdate(string table, string? updated, bool known)
    {
        if (updated is not null && horizon is not null && (known || dialect.ForgetsUpdateTime))
        {
            yield return new(UpdateTime, $"{table}|{updated}", IsPast(updated), $"it was last written at {updated} UTC");
        }
    }

    // Changes that are kept out of the log still move the UPDATE_TIME, unless another change has set it to the same second.
    private IEnumerable<TableStamp> OfPosition(string table, string? updated, string? position)
    {
        if (position is not null)
        {
            yield return new(Position, $"{table}|{position}", updated is null || IsPast(updated), "the server's binary log has not moved");
        }
    }

    private bool IsPast(string updated) => horizon is not null && DateTime.Parse(updated, CultureInfo.InvariantCulture) + _margin < horizon;

    private async ValueTask<string?> PositionAsync(CancellationToken cancellationToken)
    {
        var position = consistency.Position;
        if (position.ContainsKey(LogPosition.SourceFile) || !position.Keys.Any(key => key is LogPosition.Gtid or LogPosition.File))
        {
            return null;
        }

        return await LogsEverythingAsync(cancellationToken).ConfigureAwait(false)
            ? string.Join('|', position.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}={entry.Value}"))
            : null;
    }

    // What a replica applies may be missing in its own log; it takes a privilege to know that a server is none.
    private async ValueTask<bool> LogsEverythingAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await connection.ScalarAsync("SELECT @@global.log_slave_updates", Action, cancellationToken).ConfigureAwait(false) is "1"
                || (await connection.QueryAsync(dialect.ReplicaStatus, Action, _ => true, cancellationToken).ConfigureAwait(false)).Count == 0;
        }
        catch (FerryException exception) when (MySqlFailures.IsRefusal(exception.InnerException))
        {
            return false;
        }
    }

    private async ValueTask<Dictionary<string, string>> TableNumbersAsync(CancellationToken cancellationToken)
    {
        try
        {
            var prefix = $"{database}/";
            var numbers = await connection.QueryAsync(
                dialect.TableNumbers(database), Action, row => KeyValuePair.Create(row.Required(0)[prefix.Length..], row.Required(1)), cancellationToken).ConfigureAwait(false);
            return new(numbers, StringComparer.Ordinal);
        }
        catch (FerryException exception) when (MySqlFailures.IsRefusal(exception.InnerException))
        {
            return [];
        }
    }
}
