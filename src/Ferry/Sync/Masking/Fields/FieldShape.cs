using System.Globalization;
using System.Text.RegularExpressions;
using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.Sync.Masking.Fields;

/// <summary>What a masked value must look like to be taken by its column.</summary>
internal sealed partial record FieldShape
{
    public required ColumnFamily Family { get; init; }

    public int? MaxCharacters { get; init; }

    public int? MaxBytes { get; init; }

    /// <summary>Least and greatest whole number.</summary>
    public (Int128 Least, Int128 Greatest) Range { get; init; } = (long.MinValue, long.MaxValue);

    /// <summary>Digits after the point; null where the type does not say.</summary>
    public int? Scale { get; init; }

    /// <summary>The type's name in lower case, without its size.</summary>
    public string TypeName { get; init; } = "";

    /// <summary>Digits after a second's point.</summary>
    public int Fraction { get; init; }

    /// <summary>First and last moment.</summary>
    public (DateTime First, DateTime Last) Dates { get; init; } = (new(1000, 1, 1), new(9999, 12, 31, 23, 59, 59));

    public required CharacterSet Characters { get; init; }

    public bool Nullable { get; init; }

    public IReadOnlyList<string> Members { get; init; } = [];

    public static FieldShape Of(Column column, RowFormat format)
    {
        var type = Declaration().Match(column.Type.Trim().ToLowerInvariant());
        var name = type.Groups["name"].Value;
        var first = Number(type.Groups["first"].Value);
        var unsigned = type.Groups["rest"].Value.Contains("unsigned", StringComparison.Ordinal);
        var characters = format == RowFormat.Typed ? CharacterSet.Utf8 : CharacterSet.OfCollation(column.Collation);
        var shape = new FieldShape
        {
            Family = FamilyOf(name, format), TypeName = name, Characters = characters, Nullable = column.Nullable, Members = Words(name, column.Type),
        };
        return shape.Family switch
        {
            ColumnFamily.Text => shape with { MaxCharacters = first ?? (name == "char" ? 1 : null), MaxBytes = LongTextBytes(name, format) },
            ColumnFamily.Binary => shape with { MaxBytes = first ?? LongTextBytes(name, format) ?? (name == "binary" ? 1 : null) },
            ColumnFamily.Integer => shape with { Range = IntegerRange(format == RowFormat.Typed ? "bigint" : name, unsigned) },
            ColumnFamily.Decimal => shape with { Range = DecimalRange(first ?? 10, Number(type.Groups["second"].Value) ?? 0, unsigned), Scale = Number(type.Groups["second"].Value) ?? 0 },
            ColumnFamily.Real when unsigned => shape with { Range = (0, long.MaxValue) },
            ColumnFamily.DateTime when name == "timestamp" && format == RowFormat.Plain =>
                shape with { Fraction = first ?? 0, Dates = (new(1970, 1, 1, 0, 0, 1), new(2038, 1, 19, 3, 14, 7)) },
            ColumnFamily.DateTime => shape with { Fraction = first ?? 0 },
            _ => shape,
        };
    }

    private static ColumnFamily FamilyOf(string name, RowFormat format) => name switch
    {
        "tinyint" or "smallint" or "mediumint" or "int" or "integer" or "bigint" or "int2" or "int8" => ColumnFamily.Integer,
        "decimal" or "numeric" or "dec" or "fixed" => format == RowFormat.Typed ? ColumnFamily.Any : ColumnFamily.Decimal,
        "float" or "double" or "real" => ColumnFamily.Real,
        "date" => format == RowFormat.Typed ? ColumnFamily.DateTime : ColumnFamily.Date,
        "datetime" or "timestamp" => ColumnFamily.DateTime,
        "json" => ColumnFamily.Json,
        "uuid" => ColumnFamily.Uuid,
        "inet4" or "inet6" => ColumnFamily.Address,
        "enum" or "set" => ColumnFamily.Choice,
        _ when format == RowFormat.Typed => TypedFamily(name),
        "binary" or "varbinary" or "tinyblob" or "blob" or "mediumblob" or "longblob" => ColumnFamily.Binary,
        "char" or "varchar" or "tinytext" or "text" or "mediumtext" or "longtext" or "nchar" or "nvarchar" => ColumnFamily.Text,
        _ => ColumnFamily.Other,
    };

    /// <summary>As SQLite derives an affinity from a type's name.</summary>
    private static ColumnFamily TypedFamily(string name) =>
        name.Contains("int", StringComparison.Ordinal) ? ColumnFamily.Integer
        : name.Contains("char", StringComparison.Ordinal) || name.Contains("clob", StringComparison.Ordinal) || name.Contains("text", StringComparison.Ordinal) ? ColumnFamily.Text
        : ColumnFamily.Any;

    private static int? LongTextBytes(string name, RowFormat format) => format == RowFormat.Typed ? null : name switch
    {
        "tinytext" or "tinyblob" => byte.MaxValue,
        "text" or "blob" => ushort.MaxValue,
        _ => null,
    };

    private static (Int128 Least, Int128 Greatest) IntegerRange(string name, bool unsigned)
    {
        var bits = name switch { "tinyint" => 8, "smallint" or "int2" => 16, "mediumint" => 24, "int" or "integer" => 32, _ => 64 };
        return unsigned ? (0, (Int128.One << bits) - 1) : (-(Int128.One << (bits - 1)), (Int128.One << (bits - 1)) - 1);
    }

    private static (Int128 Least, Int128 Greatest) DecimalRange(int precision, int scale, bool unsigned)
    {
        var greatest = Int128.One;
        for (var i = 0; i < Math.Min(precision - scale, 38); i++)
        {
            greatest *= 10;
        }

        return (unsigned ? 0 : 1 - greatest, greatest - 1);
    }

    private static List<string> Words(string name, string type) => name is not ("enum" or "set") ? [] :
        [.. Member().Matches(type).Select(match => match.Groups[1].Value.Replace("''", "'", StringComparison.Ordinal))];

    private static int? Number(string digits) => int.TryParse(digits, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"^(?<name>[a-z0-9_]*)\s*(\(\s*(?<first>\d+)\s*(,\s*(?<second>\d+)\s*)?\))?(?<rest>.*)$", RegexOptions.Singleline)]
    private static partial Regex Declaration();

    [GeneratedRegex("'((?:[^']|'')*)'")]
    private static partial Regex Member();
}
