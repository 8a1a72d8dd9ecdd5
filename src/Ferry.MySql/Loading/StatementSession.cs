using System.Text;
using Ferry.Loading;
using Ferry.MySql.Dialects;
using Ferry.Schema;

namespace Ferry.MySql.Loading;

/// <summary>Statements that put a session into the state in which an object was created, and back.</summary>
internal static class StatementSession
{
    /// <summary>What to run before a statement; nothing for the pinned state.</summary>
    /// <param name="statement">The statement.</param>
    /// <remarks>Statements are sent in UTF-8. One that is pure ASCII reads the same in the saved client character set, which the
    /// server then remembers with the object; for any other the client character set has to be the one it is sent in.</remarks>
    public static IReadOnlyList<string> Enter(ScriptStatement statement)
    {
        if (statement.Session is not { } session)
        {
            return [];
        }

        var assignments = new List<string>();
        Add(assignments, "sql_mode", session.SqlMode);
        Add(assignments, "character_set_client", KeepsCharset(statement) ? session.Charset : null);
        Add(assignments, "collation_connection", session.Collation);
        Add(assignments, "time_zone", session.TimeZone);
        return assignments.Count == 0 ? [] : [$"SET SESSION {string.Join(", ", assignments)}"];
    }

    /// <summary>What to run after it; nothing when <see cref="Enter"/> had nothing.</summary>
    /// <param name="statement">The statement.</param>
    public static IReadOnlyList<string> Leave(ScriptStatement statement) =>
        Enter(statement).Count == 0
            ? []
            : [LoadSession.Names, $"SET SESSION sql_mode = '{LoadSession.SqlMode}', time_zone = '+00:00'"];

    /// <summary>Whether the statement can be created under its saved client character set.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="session">Its saved state.</param>
    public static bool KeepsCharset(string sql, DdlSession? session) =>
        session?.Charset is null or "utf8mb4" or "utf8mb3" or "utf8" || Ascii.IsValid(sql);

    private static bool KeepsCharset(ScriptStatement statement) =>
        Ascii.IsValid(statement.Sql) || statement.Session?.Charset is "utf8mb4";

    private static void Add(List<string> assignments, string variable, string? value)
    {
        if (value is not null)
        {
            assignments.Add($"{variable} = {Quote.Literal(value)}");
        }
    }
}
