namespace Ferry.MySql.Reading.Planning;

/// <summary>How ranges of a key column are written.</summary>
internal enum KeyKind
{
    /// <summary>Not in ranges: no order, no exact literal, or nothing gained.</summary>
    None,

    /// <summary>Whole numbers of at most 64 bits: ranges by arithmetic.</summary>
    Integer,

    /// <summary>Values whose own text is a literal: numbers and times.</summary>
    Literal,

    /// <summary>Text in a character set.</summary>
    Text,

    /// <summary>Bytes.</summary>
    Bytes,
}
