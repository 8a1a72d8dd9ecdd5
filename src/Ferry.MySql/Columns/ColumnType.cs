namespace Ferry.MySql.Columns;

/// <summary>Reads a declared type as <c>information_schema.COLUMNS.COLUMN_TYPE</c> gives it.</summary>
internal static class ColumnType
{
    /// <summary>The bare type in lower case: <c>bigint</c> of <c>bigint(20) unsigned</c>.</summary>
    public static string Base(string type)
    {
        var end = 0;
        while (end < type.Length && (char.IsAsciiLetterOrDigit(type[end]) || type[end] == '_'))
        {
            end++;
        }

        return type[..end].ToLowerInvariant();
    }

    /// <summary>Whether a precision or a list follows the bare type.</summary>
    public static bool HasArguments(string type)
    {
        var start = Base(type).Length;
        return start < type.Length && type[start] == '(';
    }

    /// <summary>Whether values may be too long for the page that holds their row.</summary>
    public static bool IsLong(string type) => Base(type) is var name
        && (name.EndsWith("blob", StringComparison.Ordinal) || name.EndsWith("text", StringComparison.Ordinal) || name is "json" or "vector" or "geometry");

    /// <summary>Members of an ENUM or SET, unescaped and in order; empty for any other type.</summary>
    public static IReadOnlyList<string> Members(string type)
    {
        if (Base(type) is not ("enum" or "set"))
        {
            return [];
        }

        var members = new List<string>();
        var position = type.IndexOf('\'', StringComparison.Ordinal);
        while (position >= 0 && position < type.Length && type[position] == '\'')
        {
            members.Add(Member(type, ref position));
            position = position < type.Length && type[position] == ',' ? position + 1 : -1;
        }

        return members;
    }

    private static string Member(string type, ref int position)
    {
        var member = new System.Text.StringBuilder();
        for (position++; position < type.Length; position++)
        {
            var character = type[position];
            if (character == '\'')
            {
                if (position + 1 >= type.Length || type[position + 1] != '\'')
                {
                    position++;
                    break;
                }

                position++;
            }
            else if (character == '\\' && position + 1 < type.Length)
            {
                character = Unescape(type[++position]);
            }

            member.Append(character);
        }

        return member.ToString();
    }

    private static char Unescape(char escaped) => escaped switch
    {
        '0' => '\0',
        'n' => '\n',
        'r' => '\r',
        _ => escaped,
    };
}
