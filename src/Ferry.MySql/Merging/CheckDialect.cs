using System.Globalization;
using System.Text.RegularExpressions;
using Ferry.Merging;
using Ferry.MySql.Columns;
using Ferry.MySql.Dialects;
using Ferry.Schema;

namespace Ferry.MySql.Merging;

/// <summary>Finds values that a column of MySQL or MariaDB would refuse, cut or change.</summary>
internal sealed class CheckDialect : ICheckDialect
{
    public string Misfit(CellCheck check, string value) => check.Kind switch
    {
        CellCheckKind.Null => $"{value} IS NULL",
        CellCheckKind.Characters => $"CHAR_LENGTH({value}) > {Text(check.Limit)}",
        CellCheckKind.Bytes => check.Target.Charset is { } charset ? $"LENGTH(CONVERT({value} USING {charset})) > {Text(check.Limit)}" : $"LENGTH({value}) > {Text(check.Limit)}",
        CellCheckKind.Range => $"{value} NOT BETWEEN {check.Least} AND {check.Greatest}",
        CellCheckKind.Digits => $"{value} <> ROUND({value}, {Text(check.Limit)})",
        CellCheckKind.Member => $"CONVERT({value} USING utf8mb4) NOT IN ({string.Join(", ", check.Members.Select(Quote.Literal))})",
        CellCheckKind.Members => $"CONVERT({value} USING utf8mb4) NOT REGEXP {Quote.Literal(ListOf(check.Members))}",
        CellCheckKind.Charset => $"NOT CAST(CONVERT(CONVERT({value} USING {check.Target.Charset}) USING utf8mb4) AS BINARY) <=> CAST(CONVERT({value} USING utf8mb4) AS BINARY)",
        CellCheckKind.Fraction => $"MICROSECOND({value}) % {Text((long)Math.Pow(10, 6 - check.Limit))} <> 0",
        CellCheckKind.TimeOfDay => $"TIME({value}) <> '00:00:00'",
        CellCheckKind.Moment => $"{value} NOT BETWEEN '{check.Least}' AND '{check.Greatest}'",
        CellCheckKind.Number => $"CONVERT({value} USING utf8mb4) NOT REGEXP '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$'",
        CellCheckKind.Date => $"{value} IS NOT NULL AND CAST(CONVERT({value} USING utf8mb4) AS DATETIME(6)) IS NULL",
        CellCheckKind.Json => $"NOT JSON_VALID(CONVERT({value} USING utf8mb4))",
        CellCheckKind.Uuid => $"CONVERT({value} USING utf8mb4) NOT REGEXP '^[0-9A-Fa-f]{{8}}-?([0-9A-Fa-f]{{4}}-?){{3}}[0-9A-Fa-f]{{12}}$'",
        _ => throw new ArgumentOutOfRangeException(nameof(check)),
    };

    public string? Cut(CellCheck check, string value) => check.Kind switch
    {
        CellCheckKind.Characters => $"LEFT({value}, {Text(check.Limit)})",
        CellCheckKind.Bytes when check.Target.Charset?.StartsWith("utf8", StringComparison.Ordinal) == true => CutBetweenCharacters(check.Target.Charset, check.Limit, value),
        CellCheckKind.Bytes => $"LEFT({value}, {Text(check.Target.Charset is { } charset && !_singleByte.IsMatch(charset) ? check.Limit / MostBytes : check.Limit)})",
        CellCheckKind.Members => $"CONCAT_WS(',', {string.Join(", ", check.Members.Select(member => $"IF({Has(value, member)}, {Quote.Literal(member)}, NULL)"))})",
        _ => null,
    };

    public string Has(string value, string element) => $"LOCATE({Quote.Literal($",{element},")}, {Listed(value)}) > 0";

    public string Replaced(string value, string element, string other)
    {
        var place = Quote.Literal($",{element},");
        return $"TRIM(BOTH ',' FROM INSERT({Listed(value)}, LOCATE({place}, {Listed(value)}), CHAR_LENGTH({place}), {Quote.Literal($",{other},")}))";
    }

    // The longest word that an ENUM can have; the 64 of a SET, with what stands between them, have room in a text.
    public Column Widened(Column column) => ColumnType.Base(column.Type) switch
    {
        "enum" => column with { Type = "varchar(255)" },
        "set" => column with { Type = "text" },
        _ => column,
    };

    private static string Listed(string value) => $"CONCAT(',', {value}, ',')";

    // In utf8, the bytes that do not begin a character are 10xxxxxx.
    private static string CutBetweenCharacters(string charset, long limit, string value)
    {
        var bytes = $"CAST(CONVERT({value} USING {charset}) AS BINARY)";
        var cuts = Enumerable.Range(0, MostBytes - 1).Select(back => $"WHEN ASCII(SUBSTR({bytes}, {Text(limit - back + 1)}, 1)) & 192 <> 128 THEN LEFT({bytes}, {Text(limit - back)})");
        return $"CONVERT(CASE {string.Join(' ', cuts)} ELSE LEFT({bytes}, {Text(limit - MostBytes + 1)}) END USING {charset})";
    }

    private static string ListOf(IReadOnlyList<string> members)
    {
        var one = string.Join('|', members.Select(member => Special.Replace(member, "[$0]")));
        return $"^$|^({one})(,({one}))*$";
    }

    private static readonly Regex Special = new(@"[.*+?()|{}$\-]", RegexOptions.Compiled);

    private const int MostBytes = 4;

    private static readonly Regex _singleByte = new("^(latin|ascii|binary|cp(125|85|86)|koi8|greek|hebrew|hp8|dec8|swe7|mac|keybcs2|armscii8|tis620|geostd8)", RegexOptions.Compiled);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
