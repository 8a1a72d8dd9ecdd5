namespace Ferry.MySql.Ddl;

/// <summary>The status word in CREATE EVENT.</summary>
internal static class EventStatus
{
    /// <summary>The statement with ENABLE turned into DISABLE, so that the scheduler leaves the event alone until all is restored.</summary>
    /// <param name="sql">What SHOW CREATE EVENT gave.</param>
    /// <param name="enabled">Whether the event was enabled.</param>
    public static string Disable(SqlText sql, out bool enabled)
    {
        var preserve = sql.Find("PRESERVE");
        enabled = preserve >= 0 && sql.Is(preserve + 1, "ENABLE");
        if (!enabled)
        {
            return sql.Sql;
        }

        var word = sql.Tokens[preserve + 1];
        return sql.With([new SqlEdit(word.Start, word.End, "DISABLE")]);
    }
}
