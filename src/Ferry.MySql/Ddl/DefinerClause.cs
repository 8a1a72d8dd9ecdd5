namespace Ferry.MySql.Ddl;

/// <summary>Finds and replaces the DEFINER clause of a CREATE statement.</summary>
internal static class DefinerClause
{
    /// <summary>Replaces a definer that does not exist.</summary>
    /// <param name="sql">A CREATE statement.</param>
    /// <param name="known">Accounts that exist, as <c>user@host</c>.</param>
    /// <param name="replaced">The account that was replaced; null when nothing changed.</param>
    /// <returns>The statement, its definer CURRENT_USER where it was replaced.</returns>
    public static string Replace(SqlText sql, IReadOnlyCollection<string> known, out string? replaced)
    {
        replaced = null;
        var definer = Find(sql);
        if (definer < 0 || !sql.IsName(definer + 2) && sql.Tokens[definer + 2].Kind != SqlTokenKind.Text)
        {
            return sql.Sql;
        }

        var hasHost = sql.Is(definer + 3, "@");
        var account = hasHost ? $"{Part(sql, definer + 2)}@{Part(sql, definer + 4)}" : Part(sql, definer + 2);
        if (sql.Is(definer + 2, "CURRENT_USER") || known.Contains(account, StringComparer.Ordinal)
            || (!hasHost && known.Contains(account + "@", StringComparer.Ordinal)))
        {
            return sql.Sql;
        }

        replaced = account;
        var last = sql.Tokens[definer + (hasHost ? 4 : 2)];
        return sql.With([new SqlEdit(sql.Tokens[definer + 2].Start, last.End, "CURRENT_USER")]);
    }

    /// <summary>The clause as it stands in a statement, such as <c>DEFINER=`u`@`h`</c>; empty when there is none.</summary>
    /// <param name="sql">A CREATE statement.</param>
    public static string Text(SqlText sql)
    {
        var definer = Find(sql);
        if (definer < 0)
        {
            return "";
        }

        var last = sql.Is(definer + 3, "@") ? definer + 4 : definer + 2;
        return sql.Sql[sql.Tokens[definer].Start..sql.Tokens[last].End];
    }

    // The clause stands before the word that says what is created; a DEFINER further on is part of SQL SECURITY or of the body.
    private static int Find(SqlText sql)
    {
        for (var i = 1; i < sql.Tokens.Count; i++)
        {
            if (sql.Is(i, "DEFINER") && sql.Is(i + 1, "="))
            {
                return i;
            }

            if (sql.Is(i, "VIEW") || sql.Is(i, "TRIGGER") || sql.Is(i, "PROCEDURE") || sql.Is(i, "FUNCTION")
                || sql.Is(i, "EVENT") || sql.Is(i, "PACKAGE") || sql.Is(i, "TABLE"))
            {
                return -1;
            }
        }

        return -1;
    }

    private static string Part(SqlText sql, int index)
    {
        if (sql.Name(index) is { } name)
        {
            return name;
        }

        var text = sql.At(index);
        var quote = text[..1].ToString();
        return text[1..^1].ToString().Replace(quote + quote, quote, StringComparison.Ordinal);
    }
}
