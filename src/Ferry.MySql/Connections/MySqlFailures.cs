using System.Net.Sockets;
using Ferry.Databases;
using Ferry.Merging;
using Ferry.MySql.Protocol;
using Ferry.MySql.Tls;
using MySqlConnector;

namespace Ferry.MySql.Connections;

/// <summary>Turns what the driver and the raw reader throw into failures that say what to try. The only place that knows these exceptions.</summary>
internal static class MySqlFailures
{
    /// <summary>A failure to connect or log in.</summary>
    public static FerryException OfLogin(Exception exception, DatabaseTarget target)
    {
        var (kind, code, remedy) = NumberOf(exception) switch
        {
            1049 => (FailureKind.NotFound, "mysql.unknown-database", "Check the database's name, or create it."),
            1044 => (FailureKind.Unreachable, "mysql.access-denied", $"Grant the account access: GRANT SELECT ON {target.Database}.* TO it."),
            1045 or 1698 => (FailureKind.Unreachable, "mysql.access-denied", "Check user name and password, and from which hosts the account may log in."),
            1040 or 1203 or 1226 => (FailureKind.Unreachable, "mysql.too-many-connections", "Wait for connections to end, or raise max_connections."),
            1129 => (FailureKind.Unreachable, "mysql.host-blocked", "Run FLUSH HOSTS on the server."),
            1130 => (FailureKind.Unreachable, "mysql.host-denied", "Create the account for this host, or connect through SSH."),
            1820 or 1862 => (FailureKind.Unreachable, "mysql.password-expired", "Set a new password for the account."),
            _ => OfChannel(exception),
        };
        return new(kind, code, LoginFailed(target), Innermost(exception), remedy, exception);
    }

    /// <summary>A server whose certificate does not prove what it has to.</summary>
    public static FerryException OfCertificate(CertificateFault fault, Exception exception, DatabaseTarget target) =>
        new(FailureKind.Unreachable, "mysql.tls", LoginFailed(target), fault.Reason, fault.Remedy, exception);

    /// <summary>A failure of a statement on an open connection.</summary>
    /// <param name="exception">What the driver or the raw reader threw.</param>
    /// <param name="kind">Whose fault it is: the source's or the destination's.</param>
    /// <param name="action">What was done, as a present participle: <c>Reading table movies</c>.</param>
    public static FerryException OfStatement(Exception exception, FailureKind kind, string action)
    {
        if (exception is ProtocolException conversation)
        {
            return new(kind, conversation.Code, $"{action} failed", conversation.Message, conversation.Remedy, exception);
        }

        var lost = IsLost(exception);
        var (code, remedy) = OfNumber(NumberOf(exception), lost);
        if (lost && kind == FailureKind.Source)
        {
            remedy += " The snapshot ended with its connection, so that the next run begins anew.";
        }

        var prefix = kind == FailureKind.Source && code is "table-changed" ? "source" : "mysql";
        return new(kind, code is MergeFailure.Duplicate or MergeFailure.Null or MergeFailure.Orphan ? code : $"{prefix}.{code}", $"{action} failed", Innermost(exception), remedy, exception);
    }

    /// <summary>Whether a failure only says that the account may not, or that the server does not know the statement.</summary>
    public static bool IsRefusal(Exception? exception) =>
        NumberOf(exception) is 1044 or 1045 or 1142 or 1143 or 1227 or 1370 or 1064 or 1193 or 1235 or 1289 or 1290 or 1295 or 1836 or 3098;

    /// <summary>Whether a server has refused a definition for what it says, not for the state or the rights that it met.</summary>
    /// <param name="failure">A failure of <see cref="OfStatement"/>.</param>
    /// <param name="database">The database in use: what is missing in another one may only be missing yet.</param>
    public static bool IsUnknownDefinition(FerryException failure, string database) =>
        failure.Code == "mysql.statement-failed" && NumberOf(failure.InnerException) switch
        {
            0 or 1049 or 1356 or 1630 => false,
            1305 => failure.Reason?.Contains(database, StringComparison.OrdinalIgnoreCase) ?? false,
            _ => true,
        };

    /// <summary>Whether a lock was not granted in time.</summary>
    public static bool IsLockTimeout(Exception? exception) => NumberOf(exception) is 1205 or 1317 or 3024 or 1969;

    private static string LoginFailed(DatabaseTarget target) => $"Cannot log in to {target.Display}";

    private static (FailureKind Kind, string Code, string? Remedy) OfChannel(Exception exception) => exception switch
    {
        ServerErrorException => (FailureKind.Unreachable, "mysql.refused", null),
        ProtocolException conversation => (FailureKind.Unreachable, conversation.Code, conversation.Remedy ?? "Check that the port is that of a MySQL or MariaDB server."),
        MySqlException { InnerException: System.Security.Authentication.AuthenticationException } or System.Security.Authentication.AuthenticationException =>
            (FailureKind.Unreachable, "mysql.tls", "Look into the server's error log: its TLS settings and this machine's have no version in common, or it wants a client certificate (Tls:CertificateFile)."),
        _ when exception.Message.Contains("SSL", StringComparison.Ordinal) =>
            (FailureKind.Unreachable, "mysql.tls", ProtocolErrors.TlsMissingRemedy),
        _ when exception.Message.Contains("AllowPublicKeyRetrieval", StringComparison.Ordinal) =>
            (FailureKind.Unreachable, "mysql.tls", "Use TLS: without it the account's password would travel unprotected."),
        _ => (FailureKind.Unreachable, "mysql.unreachable", "Check host, port and firewall, and that the server is running."),
    };

    private static int NumberOf(Exception? exception) => exception switch
    {
        MySqlException driver => driver.Number,
        ServerErrorException server => server.Number,
        _ => 0,
    };

    private static (string Code, string? Remedy) OfNumber(int number, bool lost) => number switch
    {
        1412 or 1146 or 1054 => ("table-changed", "Run it again when nobody changes table definitions."),
        1317 or 1927 or 3024 or 1969 or 1053 or 1080 or 3169 or 4031 =>
            ("killed", "Find out who ended it: a shutdown, an operator, or a time limit on statements."),
        1205 or 1213 or 3572 => ("lock", "Run it again when fewer transactions hold locks."),
        1044 or 1142 or 1143 or 1227 or 1370 => ("privilege", "Grant the account what the message names."),
        1021 or 1114 or 3 or 28 or 1030 => ("disk-full", "Free disk space on the server."),
        1034 or 1194 or 1195 or 1877 or 1932 or 126 or 145 => ("table-corrupt", "Repair the table, or leave it out with --exclude-table."),
        1153 or 1301 or 2020 => ("packet-too-large", "Raise max_allowed_packet on the server, up to 1G."),
        1062 or 1586 => (MergeFailure.Duplicate, null),
        1048 => (MergeFailure.Null, null),
        1216 or 1452 => (MergeFailure.Orphan, null),
        1290 or 1836 => ("read-only", "The server refuses writes: connect to the primary."),
        _ => lost
            ? ("connection-lost", "Check that the server is still running and the network is stable, then run it again.")
            : ("statement-failed", null),
    };

    private static bool IsLost(Exception exception) => exception switch
    {
        MySqlException { Number: 2006 or 2013 or 0 or 1042 or 1158 or 1159 or 1160 or 1161 } => true,
        MySqlException { InnerException: IOException or SocketException } => true,
        MySqlException or ServerErrorException => false,
        _ => exception is IOException or SocketException or InvalidOperationException or ObjectDisposedException,
    };

    private static string Innermost(Exception exception) =>
        exception is not ProtocolException && exception.InnerException is { } inner and (SocketException or System.Security.Authentication.AuthenticationException)
            ? $"{exception.Message} {inner.Message}"
            : exception.Message;
}
