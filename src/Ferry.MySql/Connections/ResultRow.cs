using System.Globalization;
using MySqlConnector;

namespace Ferry.MySql.Connections;

/// <summary>The current row of a small result, by position.</summary>
internal readonly struct ResultRow(MySqlDataReader reader)
{
    public string? Text(int column) => reader.IsDBNull(column) ? null : ValueText.Of(reader.GetValue(column), reader.GetDataTypeName(column));

    /// <summary>All columns.</summary>
    public IReadOnlyList<string?> Texts()
    {
        var texts = new string?[reader.FieldCount];
        for (var column = 0; column < texts.Length; column++)
        {
            texts[column] = Text(column);
        }

        return texts;
    }

    public string Required(int column) => Text(column) ?? "";

    public long Number(int column) => Text(column) is { } text && decimal.TryParse(text, CultureInfo.InvariantCulture, out var number)
        ? (long)Math.Clamp(number, 0, long.MaxValue)
        : 0;

    public bool Flag(int column) => Text(column) is not (null or "" or "0" or "NO" or "OFF" or "False");

    public byte[]? Bytes(int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<byte[]>(column);

    /// <summary>Finds a column by name; SHOW statements have differed in their columns over time.</summary>
    public string? Text(string column)
    {
        for (var index = 0; index < reader.FieldCount; index++)
        {
            if (string.Equals(reader.GetName(index), column, StringComparison.OrdinalIgnoreCase))
            {
                return Text(index);
            }
        }

        return null;
    }
}
