namespace Ferry.Merging;

/// <summary>Why a value may not fit a column.</summary>
public enum CellCheckKind
{
    /// <summary>It is NULL.</summary>
    Null,

    /// <summary>It is a text of more characters than <see cref="CellCheck.Limit"/>.</summary>
    Characters,

    /// <summary>It takes more bytes than <see cref="CellCheck.Limit"/>.</summary>
    Bytes,

    /// <summary>It is a number outside of <see cref="CellCheck.Least"/> and <see cref="CellCheck.Greatest"/>.</summary>
    Range,

    /// <summary>It is a number with more digits after the point than <see cref="CellCheck.Limit"/>.</summary>
    Digits,

    /// <summary>It is none of <see cref="CellCheck.Members"/>.</summary>
    Member,

    /// <summary>It is a list of which one element is none of <see cref="CellCheck.Members"/>.</summary>
    Members,

    /// <summary>It has characters that the column's character set lacks.</summary>
    Charset,

    /// <summary>It is a time with more digits after the second's point than <see cref="CellCheck.Limit"/>.</summary>
    Fraction,

    /// <summary>It has a time of day, which a date cannot keep.</summary>
    TimeOfDay,

    /// <summary>It is a moment outside of <see cref="CellCheck.Least"/> and <see cref="CellCheck.Greatest"/>.</summary>
    Moment,

    /// <summary>It is a text that is no number.</summary>
    Number,

    /// <summary>It is a text that is no date.</summary>
    Date,

    /// <summary>It is a text that is no JSON.</summary>
    Json,

    /// <summary>It is a text that is no uuid.</summary>
    Uuid,
}
