namespace Ferry.MySql.Protocol.Payloads;

/// <summary>Column types on the wire (enum_field_types); those that are not listed are strings of bytes.</summary>
internal enum ColumnType : byte
{
    Decimal = 0,
    Tiny = 1,
    Short = 2,
    Long = 3,
    Float = 4,
    Double = 5,
    Timestamp = 7,
    LongLong = 8,
    Int24 = 9,
    Date = 10,
    Time = 11,
    DateTime = 12,
    Year = 13,
    NewDate = 14,
    Bit = 16,
    NewDecimal = 246,
}
