using System.Globalization;
using Ferry.Sync.Masking.Fields;
using Ferry.Sync.Staging;

namespace Ferry.Sync.References;

/// <summary>The row of the target that others refer to when their parent is missing, as the configuration names it.</summary>
/// <param name="parent">Its table.</param>
/// <param name="key">Its primary key, commas between its parts.</param>
internal sealed class FallbackRow(TableSql parent, string key)
{
    private readonly string[] _parts = key.Split(',', StringSplitOptions.TrimEntries);

    /// <summary>Whether the key has as many parts as the table's.</summary>
    public bool Fits => _parts.Length == parent.Table.Key.Count;

    /// <summary>Finds the row.</summary>
    public string Query => $"SELECT 1 FROM {parent.Own} AS t WHERE {TableSql.Equal(parent.OwnKey("t"), parent.Table.Key.Select((_, index) => Part(index)))}";

    /// <summary>A part of the key as a literal.</summary>
    /// <param name="index">Which, from 0.</param>
    public string Part(int index)
    {
        var (text, shape) = (_parts[index], FieldShape.Of(parent.Table.Key[index].Target.Column, parent.Dialect.Staging.Rows.Format));
        var bytes = text.Replace("-", "", StringComparison.Ordinal);
        return shape.Family switch
        {
            ColumnFamily.Binary when bytes.All(char.IsAsciiHexDigit) && bytes.Length % 2 == 0 => $"X'{bytes}'",
            ColumnFamily.Integer or ColumnFamily.Decimal or ColumnFamily.Real or ColumnFamily.Any when decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) =>
                number.ToString(CultureInfo.InvariantCulture),
            _ => parent.Dialect.Literal(text),
        };
    }
}
