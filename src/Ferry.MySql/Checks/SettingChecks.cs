using System.Globalization;
using Ferry.Databases;

namespace Ferry.MySql.Checks;

/// <summary>Settings of a server that a backup or restore would stumble over.</summary>
internal static class SettingChecks
{
    private const long SmallPacket = 16 * 1024 * 1024;

    public static IEnumerable<Finding> Of(ServerIdentity server)
    {
        yield return new(FindingSeverity.Pass, "mysql.version", $"{server.Product} {server.Version} is supported.");
        yield return LocalInfile(server.Settings);
        yield return Packet(server.Settings);
        yield return server.ReadOnly
            ? new(FindingSeverity.Warning, "mysql.read-only", "The server refuses writes: backups work, restores do not.", "Restore to the primary.")
            : new(FindingSeverity.Pass, "mysql.read-only", "The server takes writes.");
        if (server.Settings.GetValueOrDefault("log_bin") == "ON" && server.Settings.GetValueOrDefault("binlog_format") == "STATEMENT")
        {
            yield return new(
                FindingSeverity.Warning,
                "mysql.binlog-format",
                "The binary log holds statements: what replays it may come out different.",
                "SET GLOBAL binlog_format = 'ROW'");
        }
    }

    private static Finding LocalInfile(IReadOnlyDictionary<string, string> settings) => settings.GetValueOrDefault("local_infile") == "ON"
        ? new(FindingSeverity.Pass, "mysql.local-infile", "LOAD DATA LOCAL is allowed.")
        : new(
            FindingSeverity.Warning,
            "mysql.local-infile-off",
            "LOAD DATA LOCAL is not allowed: restores to this server insert rows, which is several times slower.",
            "SET GLOBAL local_infile = ON");

    private static Finding Packet(IReadOnlyDictionary<string, string> settings) =>
        long.TryParse(settings.GetValueOrDefault("max_allowed_packet"), CultureInfo.InvariantCulture, out var bytes) && bytes < SmallPacket
            ? new(
                FindingSeverity.Warning,
                "mysql.packet-small",
                $"max_allowed_packet is {bytes.ToString(CultureInfo.InvariantCulture)} bytes: longer rows can be neither read nor restored.",
                "SET GLOBAL max_allowed_packet = 1073741824")
            : new(FindingSeverity.Pass, "mysql.packet", "max_allowed_packet leaves room for long rows.");
}
