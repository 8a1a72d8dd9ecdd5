using System.Text;

namespace Ferry.MySql.Dialects;

/// <summary>The one place where names and values become SQL. Valid in sessions whose sql_mode has neither ANSI_QUOTES nor NO_BACKSLASH_ESCAPES.</summary>
internal static class Quote
{
    public static string Identifier(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    public static string Identifier(string database, string name) => $"{Identifier(database)}.{Identifier(name)}";

    /// <summary>A database's name where GRANT takes a pattern.</summary>
    public static string Pattern(string database) =>
        Identifier(database.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal));

    public static string Identifiers(IEnumerable<string> names) => string.Join(", ", names.Select(Identifier));

    /// <summary>A string literal in the connection's character set.</summary>
    public static string Literal(string text)
    {
        var literal = new StringBuilder(text.Length + 2).Append('\'');
        foreach (var character in text)
        {
            _ = character switch
            {
                '\'' => literal.Append("''"),
                '\\' => literal.Append(@"\\"),
                '\0' => literal.Append(@"\0"),
                '\n' => literal.Append(@"\n"),
                '\r' => literal.Append(@"\r"),
                '\x1A' => literal.Append(@"\Z"),
                _ => literal.Append(character),
            };
        }

        return literal.Append('\'').ToString();
    }

    /// <summary>Bytes as a hexadecimal literal.</summary>
    public static string Bytes(ReadOnlySpan<byte> bytes) => $"X'{Convert.ToHexString(bytes)}'";

    /// <summary>Bytes of a text in a named character set, so that comparisons take the column's own collation.</summary>
    public static string Text(string charset, ReadOnlySpan<byte> bytes) => $"_{charset} {Bytes(bytes)}";
}
