namespace Ferry.Bench.Data;

/// <summary>Takes the values of rows, column by column.</summary>
internal interface IRowSink
{
    void Integer(long value);

    void Text(ReadOnlySpan<char> value);

    /// <summary>A decimal with two digits behind the point.</summary>
    void Hundredths(long value);

    /// <summary>Microseconds since the start of 2015, written with as many digits as the column has.</summary>
    void Moment(long microseconds, bool fraction = false);

    void Null();

    void EndRow();
}
