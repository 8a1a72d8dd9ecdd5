using System.Globalization;
using Ferry.Databases;
using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;
using Ferry.MySql.Privileges;
using Ferry.MySql.Schema;

namespace Ferry.MySql.Checks;

/// <summary>What <c>ferry doctor</c> asks a server.</summary>
internal sealed class ServerChecks(Connector connector, ServerConnection connection, ServerDialect dialect, ServerIdentity server, TimeProvider time) : IDatabaseChecks
{
    private static readonly TimeSpan _tolerance = TimeSpan.FromMinutes(1);

    public async ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding>(SettingChecks.Of(server)) { await ClockAsync(cancellationToken).ConfigureAwait(false), Encryption() };
        if (server.Database is not null)
        {
            var privileges = await PrivilegeSet.ReadAsync(connection, cancellationToken).ConfigureAwait(false);
            findings.AddRange(PrivilegeChecks.Of(privileges, dialect, server.Database));
            findings.Add(await EnginesAsync(server.Database, cancellationToken).ConfigureAwait(false));
        }

        return findings;
    }

    private async ValueTask<Finding> ClockAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow();
        var text = await connection.ScalarAsync("SELECT CAST(UTC_TIMESTAMP(3) AS CHAR)", "Reading the server's clock", cancellationToken).ConfigureAwait(false);
        var clock = DateTimeOffset.Parse(text ?? "", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        var skew = (clock - before).Duration();
        return skew <= _tolerance
            ? new(FindingSeverity.Pass, "mysql.clock", "The server's clock agrees with this machine's.")
            : new(
                FindingSeverity.Warning,
                "mysql.clock-skew",
                $"The server's clock differs from this machine's by {skew.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s.",
                "Synchronise both clocks (NTP): names and ages of backups depend on them.");
    }

    private Finding Encryption() => connector.Target.Tls.Mode switch
    {
        TlsMode.Insecure => new(
            FindingSeverity.Warning, "mysql.tls-unverified", "TLS is used without checking the server's certificate.", "Set Tls:Mode to verify-full and name the authority in Tls:CaFile."),
        TlsMode.None when !connector.Target.IsPrivate => new(
            FindingSeverity.Warning, "mysql.tls-off", "The connection is not encrypted.", "Set Tls:Mode to verify-full, or connect through SSH."),
        _ => new(FindingSeverity.Pass, "mysql.tls", "The connection's encryption is as it should be."),
    };

    private async ValueTask<Finding> EnginesAsync(string database, CancellationToken cancellationToken)
    {
        var tables = await connection.QueryAsync(
            $"SELECT TABLE_NAME, ENGINE FROM information_schema.TABLES WHERE TABLE_SCHEMA = {Quote.Literal(database)} "
                + "AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY TABLE_NAME",
            "Reading the tables' engines",
            row => (Name: row.Required(0), Engine: row.Text(1)),
            cancellationToken).ConfigureAwait(false);
        var loose = tables.Where(table => !TableEngines.IsTransactional(table.Engine) && !TableEngines.IsMostlyRemote(table.Engine)).Select(table => table.Name).ToList();
        return loose.Count == 0
            ? new(FindingSeverity.Pass, "mysql.engines", "A snapshot covers every table.")
            : new(
                FindingSeverity.Warning,
                "mysql.engines-without-snapshot",
                $"No snapshot covers these tables: {string.Join(", ", loose)}.",
                $"ALTER TABLE {Quote.Identifier(loose[0])} ENGINE = InnoDB, and so on; or back up when nobody writes.");
    }
}
