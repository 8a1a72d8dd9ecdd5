using System.Globalization;
using System.Text.RegularExpressions;
using Ferry.MySql.Connections;
using MySqlConnector;

namespace Ferry.MySql.Reading.Snapshots;

/// <summary>Reads the server's time and the age of its oldest open transaction. Before a snapshot is opened: a transaction that begins later writes later times.</summary>
/// <remarks>InnoDB's own report, because information_schema.INNODB_TRX is a copy that is not made anew while others read it all the time, and tells times in the server's zone.</remarks>
internal static partial class MomentReader
{
    private const string Action = "Reading the oldest transaction";

    private const int Attempts = 3;

    // A commit takes less.
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    public static async ValueTask<SnapshotMoment> ReadAsync(ServerConnection connection, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var moment = await AskAsync(connection, cancellationToken).ConfigureAwait(false);
            if (moment.Open is not null || attempt == Attempts)
            {
                return moment;
            }

            await Task.Delay(_pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async ValueTask<SnapshotMoment> AskAsync(ServerConnection connection, CancellationToken cancellationToken)
    {
        var now = DateTime.Parse((await connection.ScalarAsync("SELECT DATE_FORMAT(NOW(), '%Y-%m-%d %H:%i:%s')", Action, cancellationToken).ConfigureAwait(false))!, CultureInfo.InvariantCulture);
        try
        {
            var reports = await connection.QueryAsync("SHOW ENGINE INNODB STATUS", Action, row => row.Text(2) ?? "", cancellationToken).ConfigureAwait(false);
            return new(now, reports is [var report] ? OldestIn(report) : null, SeesOthers: true);
        }
        catch (FerryException exception) when (MySqlFailures.IsRefusal(exception.InnerException))
        {
            return new(now, TimeSpan.Zero, SeesOthers: false);
        }
        catch (FerryException exception) when (exception.InnerException is MySqlException { ErrorCode: MySqlErrorCode.UnknownStorageEngine })
        {
            return new(now, TimeSpan.Zero, SeesOthers: true); // A server without InnoDB has no transactions.
        }
    }

    /// <summary>The age of the oldest transaction of a report, in seconds that have begun; null when the report is not whole, or does not say it of every transaction: one that is being committed has no age,
    /// and may still be missing in a snapshot.</summary>
    public static TimeSpan? OldestIn(string report)
    {
        if (!report.Contains("LIST OF TRANSACTIONS", StringComparison.Ordinal) || report.Contains("... truncated", StringComparison.Ordinal))
        {
            return null;
        }

        var begun = Transactions().Matches(report).Select(line => line.Value).Where(line => !line.Contains(", not started", StringComparison.Ordinal)).Select(line => Age().Match(line)).ToList();
        return begun.TrueForAll(age => age.Success)
            ? TimeSpan.FromSeconds(begun.Select(age => long.Parse(age.Groups[1].Value, CultureInfo.InvariantCulture) + 1).DefaultIfEmpty(0).Max())
            : null;
    }

    [GeneratedRegex("^---TRANSACTION .*$", RegexOptions.Multiline)]
    private static partial Regex Transactions();

    [GeneratedRegex(@"\bACTIVE (?:\([^)]*\) )?(\d+) sec")]
    private static partial Regex Age();
}
