using System.Globalization;
using System.Text.RegularExpressions;
using Ferry.MySql.Connections;

namespace Ferry.MySql.Reading.Snapshots;

/// <summary>Reads the server's time and the age of its oldest open transaction. Before a snapshot is opened: a transaction that begins later writes later times.</summary>
/// <remarks>InnoDB's own report, because information_schema.INNODB_TRX is a copy that is not made anew while others read it all the time, and tells times in the server's zone.</remarks>
internal static partial class MomentReader
{
    private const string Action = "Reading the oldest transaction";

    public static async ValueTask<SnapshotMoment> ReadAsync(ServerConnection connection, CancellationToken cancellationToken)
    {
        var now = DateTime.Parse((await connection.ScalarAsync("SELECT DATE_FORMAT(NOW(), '%Y-%m-%d %H:%i:%s')", Action, cancellationToken).ConfigureAwait(false))!, CultureInfo.InvariantCulture);
        try
        {
            var reports = await connection.QueryAsync("SHOW ENGINE INNODB STATUS", Action, row => row.Text(2) ?? "", cancellationToken).ConfigureAwait(false);
            return new(now, reports is [var report] ? OldestIn(report) : null);
        }
        catch (FerryException exception) when (MySqlFailures.IsRefusal(exception.InnerException))
        {
            return new(now, TimeSpan.Zero);
        }
    }

    /// <summary>The age of the oldest transaction of a report, in seconds that have begun; null when the report is not whole.</summary>
    public static TimeSpan? OldestIn(string report) =>
        !report.Contains("LIST OF TRANSACTIONS", StringComparison.Ordinal) || report.Contains("... truncated", StringComparison.Ordinal)
            ? null
            : TimeSpan.FromSeconds(Ages().Matches(report).Select(age => long.Parse(age.Groups[1].Value, CultureInfo.InvariantCulture) + 1).DefaultIfEmpty(0).Max());

    [GeneratedRegex(@"^---TRANSACTION [^\n]*\bACTIVE (?:\([^)\n]*\) )?(\d+) sec", RegexOptions.Multiline)]
    private static partial Regex Ages();
}
