using Ferry.MySql.Ddl;

namespace Ferry.MySql.Merging;

/// <summary>Refuses every statement that could remove or replace rows of the target's own tables, or change their structure. What is not known to be harmless is refused.</summary>
internal sealed class StatementGuard(string area)
{
    /// <exception cref="FerryException"><see cref="FailureKind.Refused"/>.</exception>
    public void Demand(string sql)
    {
        var text = SqlText.Read(sql);
        if (text.Tokens.Count == 0 || IsHidden(text) || Holds(text, ";") || !IsAllowed(text))
        {
            throw new FerryException(
                FailureKind.Refused, "sync.statement-refused", $"A statement was not run: {(sql.Length > 80 ? sql[..80] : sql)}",
                "It could remove or replace rows of the target, or change its tables, which a sync never does.", "Report it: Ferry should not have written it.");
        }
    }

    private bool IsAllowed(SqlText text) => Verb(text) switch
    {
        "SELECT" => !Holds(text, "INTO"),
        "ANALYZE" => text.Is(1, "NO_WRITE_TO_BINLOG") && text.Is(2, "TABLE") && IsStaged(text, 3) && !Holds(text, ","), // MariaDB runs other statements after this word, and after SET.
        "INSERT" => IsInsert(text, 0),
        "SET" => IsProving(text) && IsInsert(text, 6),
        "UPDATE" => !text.Is(1, "IGNORE"),
        "DELETE" => text.Is(1, "FROM") && IsStaged(text, 2),
        "CREATE" => text.Is(1, "TABLE") ? IsStaged(text, 2) : text.Is(1, "INDEX") && IsStaged(text, text.Find("ON") + 1),
        "DROP" => text.Is(1, "TABLE") && IsStaged(text, text.Is(2, "IF") ? 4 : 2) && !Holds(text, ","),
        "ALTER" => text.Is(1, "TABLE") && IsStaged(text, 2),
        _ => false,
    };

    private static bool IsInsert(SqlText text, int at) => text.Is(at, "INSERT") && text.Is(at + 1, "INTO") && !Holds(text, "DUPLICATE");

    // Nothing but what makes MariaDB check more than the session does.
    private static bool IsProving(SqlText text) =>
        text.Is(1, "STATEMENT") && text.Is(2, "foreign_key_checks") && text.Is(3, "=") && text.At(4) is "1" && text.Is(5, "FOR");

    private static string Verb(SqlText text) => text.Tokens[0].Kind == SqlTokenKind.Word ? text.At(0).ToString().ToUpperInvariant() : "";

    private bool IsStaged(SqlText text, int at) => text.Name(at) == area && text.Is(at + 1, ".");

    private static bool Holds(SqlText text, string word) => Enumerable.Range(0, text.Tokens.Count).Any(index => text.Is(index, word));

    // Servers of some versions read what stands in a conditional comment, others do not.
    private static bool IsHidden(SqlText text) => SqlLexer.Read(text.Sql, text.Syntax).Exists(token => token.Kind == SqlTokenKind.ConditionalStart);
}
