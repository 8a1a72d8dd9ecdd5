using Ferry.Databases;

namespace Ferry.MySql.Protocol;

/// <summary>Turns what happened on the wire into failures that name the target or the table.</summary>
internal static class ProtocolFailures
{
    private const int AccessDenied = 1045;
    private const int UnknownDatabase = 1049;
    private const string NotAServer = "Check that the port is that of a MySQL or MariaDB server.";

    /// <returns><see langword="null"/> for what passes unchanged: cancellation, an unknown plugin, defects.</returns>
    public static FerryException? OfLogin(Exception exception, DatabaseTarget target)
    {
        var message = $"Cannot log in to {target.Display}";
        return exception switch
        {
            ServerErrorException { Number: UnknownDatabase } => new(
                FailureKind.NotFound, "mysql.unknown-database", message, exception.Message, "Check the database's name.", exception),
            ServerErrorException { Number: AccessDenied } => new(
                FailureKind.Unreachable, "mysql.access-denied", message, exception.Message, "Check user name and password.", exception),
            ServerErrorException => new(FailureKind.Unreachable, "mysql.refused", message, exception.Message, null, exception),
            ProtocolException protocol => new(FailureKind.Unreachable, protocol.Code, message, exception.Message, protocol.Remedy ?? NotAServer, exception),
            _ => null,
        };
    }

    public static FerryException OfStatement(ServerErrorException exception, string action) =>
        new(FailureKind.Source, CodeOf(exception.Number), $"{action} failed", exception.Message, RemedyFor(exception.Number), exception);

    public static FerryException OfConversation(ProtocolException exception, string action) =>
        new(FailureKind.Source, exception.Code, $"{action} failed", exception.Message, exception.Remedy, exception);

    private static string CodeOf(int number) => number switch
    {
        1412 => "mysql.table-changed",
        1317 or 1927 or 3024 or 1969 or 1053 => "mysql.killed",
        1205 or 1213 => "mysql.lock",
        1142 or 1143 or 1227 => "mysql.privilege",
        _ => "mysql.statement-failed",
    };

    private static string? RemedyFor(int number) => CodeOf(number) switch
    {
        "mysql.table-changed" => "Run it again when nobody changes table definitions.",
        "mysql.killed" => "Find out who ended the query: a shutdown, an operator, or a time limit on statements.",
        "mysql.lock" => "Run it again when fewer transactions hold locks.",
        "mysql.privilege" => "Grant the account what the message names.",
        _ => null,
    };
}
