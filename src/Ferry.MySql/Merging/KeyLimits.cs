using Ferry.MySql.Columns;
using Ferry.MySql.Dialects;
using Ferry.Schema;

namespace Ferry.MySql.Merging;

/// <summary>What a key's column can hold: servers refuse everything else, or write something else instead.</summary>
internal static class KeyLimits
{
    /// <summary>The greatest number of an integer column; null for any other.</summary>
    public static string? Greatest(Column key)
    {
        var isUnsigned = key.Type.Contains("unsigned", StringComparison.OrdinalIgnoreCase);
        return ColumnType.Base(key.Type) switch
        {
            "tinyint" => isUnsigned ? "255" : "127",
            "smallint" => isUnsigned ? "65535" : "32767",
            "mediumint" => isUnsigned ? "16777215" : "8388607",
            "int" or "integer" => isUnsigned ? "4294967295" : "2147483647",
            "bigint" => isUnsigned ? "18446744073709551615" : "9223372036854775807",
            _ => null,
        };
    }

    /// <summary>The conditions that a text fits into a text column.</summary>
    /// <param name="key">The column.</param>
    /// <param name="text">The text, in utf8mb4.</param>
    public static IEnumerable<string> Of(Column key, string text)
    {
        if (ColumnType.Members(key.Type) is { Count: > 0 } members)
        {
            yield return $"{text} IN ({string.Join(", ", members.Select(Quote.Literal))})";
        }
        else if (ColumnType.Base(key.Type) is "char" or "varchar" && ColumnType.HasArguments(key.Type))
        {
            yield return $"CHAR_LENGTH({text}) <= {key.Type[(key.Type.IndexOf('(', StringComparison.Ordinal) + 1)..key.Type.IndexOf(')', StringComparison.Ordinal)]}";
        }

        if (ColumnKind.Charset(key) is { } charset and not "utf8mb4")
        {
            yield return $"CONVERT(CONVERT({text} USING {charset}) USING utf8mb4) = {text} COLLATE utf8mb4_bin";
        }
    }
}
