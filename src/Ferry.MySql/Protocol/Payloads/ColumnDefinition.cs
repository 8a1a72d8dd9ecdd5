namespace Ferry.MySql.Protocol.Payloads;

/// <summary>The metadata of one result column, as far as it decides how its values are written.</summary>
internal readonly record struct ColumnDefinition(ColumnType Type)
{
    /// <summary>Digits, signs and separators need no look at each byte; BIT is not among them, for its text form is raw bytes.</summary>
    public bool NeedsEscape => Type switch
    {
        ColumnType.Decimal or ColumnType.NewDecimal
            or ColumnType.Tiny or ColumnType.Short or ColumnType.Int24 or ColumnType.Long or ColumnType.LongLong
            or ColumnType.Float or ColumnType.Double
            or ColumnType.Year or ColumnType.Date or ColumnType.NewDate or ColumnType.Time
            or ColumnType.Timestamp or ColumnType.DateTime => false,
        _ => true,
    };

    public static ColumnDefinition Read(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        for (var name = 0; name < 6; name++)
        {
            reader.ReadLengthEncodedBytes(); // catalog, schema, table and original table, name and original name
        }

        reader.ReadLengthEncodedInteger();
        reader.ReadBytes(6); // collation and display length
        return new((ColumnType)reader.ReadByte());
    }
}
