namespace Ferry.Sqlite.Merging;

/// <summary>Refuses every statement that could remove or replace rows of the target's own tables, or change their structure. What is not known to be harmless is refused.</summary>
internal sealed class StatementGuard(string area)
{
    private static readonly string[] _harmless = ["SELECT", "WITH"];

    /// <exception cref="FerryException"><see cref="FailureKind.Refused"/>.</exception>
    public void Demand(string sql)
    {
        var tokens = DdlScanner.Scan(sql);
        if (tokens.Count == 0 || tokens.Exists(token => token.Is(";")) || !IsAllowed(tokens))
        {
            throw new FerryException(
                FailureKind.Refused, "sync.statement-refused", $"A statement was not run: {(sql.Length > 80 ? sql[..80] : sql)}",
                "It could remove or replace rows of the target, or change its tables, which a sync never does.", "Report it: Ferry should not have written it.");
        }
    }

    private bool IsAllowed(List<DdlToken> tokens) => tokens[0] switch
    {
        var verb when Array.Exists(_harmless, word => verb.Is(word)) => !tokens.Exists(token => token.Is("DELETE") || token.Is("REPLACE") && !IsCall(tokens, token)) && !Writes(tokens),
        var verb when verb.Is("INSERT") => tokens[1].Is("INTO") && !Upserts(tokens),
        var verb when verb.Is("UPDATE") => !tokens[1].Is("OR"),
        var verb when verb.Is("DELETE") => tokens.Count > 2 && tokens[1].Is("FROM") && IsStaged(tokens[2]),
        var verb when verb.Is("CREATE") => tokens[1].Is("TABLE") ? IsStaged(tokens[2]) : tokens[1].Is("INDEX") && IsStaged(tokens[tokens.FindIndex(token => token.Is("ON")) + 1]),
        var verb when verb.Is("DROP") => tokens[1].Is("TABLE") && IsStaged(tokens.Find(token => token.Text[0] == '"')),
        var verb when verb.Is("ALTER") => tokens[1].Is("TABLE") && IsStaged(tokens[2]),
        _ => false,
    };

    private static bool Writes(List<DdlToken> tokens) => tokens[0].Is("WITH") && tokens.Exists(token => token.Depth == 0 && (token.Is("INSERT") || token.Is("UPDATE")));

    private static bool Upserts(List<DdlToken> tokens)
    {
        var conflict = tokens.FindIndex(token => token.Is("CONFLICT"));
        return conflict > 0 && tokens[conflict - 1].Is("ON");
    }

    private static bool IsCall(List<DdlToken> tokens, DdlToken word) => tokens.IndexOf(word) is var at && at + 1 < tokens.Count && tokens[at + 1].Is("(");

    private bool IsStaged(DdlToken name) => name.Text is ['"', .., '"'] && name.Text[1..^1].StartsWith(area, StringComparison.Ordinal);
}
