using Ferry.Schema;

namespace Ferry.MySql.Ddl;

/// <summary>Whether a definition does what its record says: an archive from elsewhere must not smuggle in other statements.</summary>
internal static class StatementKind
{
    /// <summary>Refuses a statement that creates something else than its record says, or holds a second one.</summary>
    /// <param name="text">The definition.</param>
    /// <param name="kind">What the record says it is.</param>
    /// <param name="name">The record's name, for the message.</param>
    /// <exception cref="FerryException"><see cref="FailureKind.Refused"/> for anything but CREATE of that kind.</exception>
    public static void Demand(SqlText text, ObjectKind kind, string name)
    {
        var created = text.Is(0, "CREATE") ? FirstKindWord(text) : -1;
        var fits = created > 0 && Words(kind).Any(word => text.Is(created, word)) && !IsConditional(text, created);
        if (!fits || (kind is ObjectKind.Table or ObjectKind.View or ObjectKind.Sequence && HoldsSeveral(text)))
        {
            throw new FerryException(
                FailureKind.Refused, "mysql.foreign-statement", $"The definition of {kind} {name} is not run; nothing was changed.",
                "It is not one statement that creates what its record says.", "Somebody has altered this archive. Use another, and look into its schema.json.");
        }
    }

    private static readonly string[] _kindWords =
        ["TABLE", "VIEW", "SEQUENCE", "TRIGGER", "FUNCTION", "PROCEDURE", "PACKAGE", "EVENT", "USER", "ROLE", "SERVER", "DATABASE", "SCHEMA", "INDEX"];

    private static string[] Words(ObjectKind kind) => kind switch
    {
        ObjectKind.PackageBody => ["PACKAGE"],
        _ => [kind.ToString().ToUpperInvariant()],
    };

    private static int FirstKindWord(SqlText text)
    {
        for (var i = 1; i < text.Tokens.Count; i++)
        {
            if (_kindWords.Any(word => text.Is(i, word)))
            {
                return i;
            }
        }

        return -1;
    }

    // Servers of some versions skip what stands in a conditional comment, and would read the rest as another statement.
    private static bool IsConditional(SqlText text, int keyword)
    {
        var start = text.Tokens[keyword].Start;
        return text.Sql.AsSpan(0, start).Contains("/*", StringComparison.Ordinal)
            && SqlLexer.Read(text.Sql, text.Syntax).TakeWhile(token => token.Start < start).Any(token => token.Kind == SqlTokenKind.ConditionalStart);
    }

    private static bool HoldsSeveral(SqlText text) => Enumerable.Range(0, text.Tokens.Count).Any(index => text.Is(index, ";"));
}
