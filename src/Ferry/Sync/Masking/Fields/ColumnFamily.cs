namespace Ferry.Sync.Masking.Fields;

/// <summary>The kind of values that a column's type takes.</summary>
internal enum ColumnFamily
{
    /// <summary>A type that sets no limits, as in SQLite.</summary>
    Any,
    Text,
    Binary,
    Integer,
    Decimal,
    Real,
    Date,
    DateTime,
    Json,
    Uuid,
    Address,
    Choice,
    Other,
}
