namespace Ferry.MySql.Ddl;

/// <summary>Those parts of a sql_mode that decide how text is cut into tokens.</summary>
/// <param name="AnsiQuotes">Double quotes enclose names.</param>
/// <param name="NoBackslashEscapes">A backslash is an ordinary character.</param>
internal readonly record struct SqlSyntax(bool AnsiQuotes, bool NoBackslashEscapes)
{
    /// <summary>The syntax of the pinned sessions.</summary>
    public static SqlSyntax Pinned => default;

    /// <summary>The syntax under a sql_mode.</summary>
    /// <param name="sqlMode">Its modes, separated by commas; null for the pinned one.</param>
    public static SqlSyntax Of(string? sqlMode)
    {
        var modes = (sqlMode ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new SqlSyntax(
            modes.Any(mode => mode.ToUpperInvariant() is "ANSI_QUOTES" or "ANSI" or "ORACLE" or "DB2" or "MAXDB" or "MSSQL" or "POSTGRESQL"),
            modes.Contains("NO_BACKSLASH_ESCAPES", StringComparer.OrdinalIgnoreCase));
    }
}
