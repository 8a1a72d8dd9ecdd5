using System.Globalization;
using Ferry.Merging;
using Ferry.MySql.Columns;
using Ferry.MySql.Dialects;
using Ferry.Schema;

namespace Ferry.MySql.Merging;

/// <summary>Which type holds a column's values in the staging area.</summary>
internal static class StagingTypes
{
    private const int LongestKeyPart = 191;

    /// <summary>Source values as they are. Text keeps its character set, and takes the target's collation where that has the same one, so that keys are compared as the target does.</summary>
    public static string For(Column source, ColumnShape? target)
    {
        var sourceType = ColumnType.Base(source.Type) is "uuid" or "inet4" or "inet6" && target?.Column.Type != source.Type ? "varchar(64)" : source.Type;
        if (target is not null && Plain(sourceType) == Plain(target.Column.Type))
        {
            sourceType = target.Column.Type;
        }

        return Nullable($"{sourceType}{Text(source, target)}", sourceType);
    }

    /// <summary>Values of the target's column.</summary>
    public static string Of(ColumnShape target) => Nullable($"{target.Column.Type}{Text(target.Column, target)}", target.Column.Type);

    /// <summary>A column in an index: only the beginning where the whole may be too long for one.</summary>
    public static string Indexed(string name, string type) => ColumnType.IsLong(type) || ColumnType.Base(type) == "varbinary" && LengthOf(type) > LongestKeyPart
        ? $"{Quote.Identifier(name)}({LongestKeyPart})"
        : Quote.Identifier(name);

    private static int LengthOf(string type) => int.Parse(type.AsSpan()[(type.IndexOf('(', StringComparison.Ordinal) + 1)..type.IndexOf(')', StringComparison.Ordinal)], CultureInfo.InvariantCulture);

    private static string Text(Column source, ColumnShape? target)
    {
        if (Charset(source) is not { } charset || ColumnType.Base(source.Type) is "json")
        {
            return "";
        }

        return target is not null && Charset(target.Column) == charset ? $" CHARACTER SET {charset} COLLATE {target.Column.Collation}" : $" CHARACTER SET {charset}";
    }

    private static string? Charset(Column column) => ColumnKind.Charset(column) is "utf8" ? "utf8mb3" : ColumnKind.Charset(column);

    // A TIMESTAMP that is not said to take NULL would take the current time instead.
    private static string Nullable(string type, string bare) => ColumnType.Base(bare) == "timestamp" ? $"{type} NULL" : type;

    /// <summary>A type without what does not change its values: the display width of integers.</summary>
    private static string Plain(string type) => ColumnType.Base(type) is "tinyint" or "smallint" or "mediumint" or "int" or "bigint"
        ? $"{ColumnType.Base(type)}{(type.Contains("unsigned", StringComparison.OrdinalIgnoreCase) ? " unsigned" : "")}"
        : type;
}
