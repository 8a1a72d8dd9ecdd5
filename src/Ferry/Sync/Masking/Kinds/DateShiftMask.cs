using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using Ferry.Sync.Masking.Fields;
using Ferry.Sync.Masking.Keyed;

namespace Ferry.Sync.Masking.Kinds;

/// <summary>Moves dates by whole days, at least a quarter of the most: by one number of days for each value of another column, or for the whole project. Intervals between
/// dates of one person stay. Time of day stays. A date that would leave the column's range moves the other way.</summary>
/// <remarks>Takes <c>yyyy-MM-dd</c> with or without a time behind it, Unix times in seconds or milliseconds, and Julian days. A zero date stays; any other
/// text that is no date has its digits and letters changed as by <see cref="TokenMask"/>.</remarks>
internal sealed class DateShiftMask(MaskKey key, MaskedColumn column, int days, string? by) : ValueMask
{
    private const int DateLength = 10;
    private const int SecondsOfDay = 86400;

    /// <summary>Unix times beyond this are in milliseconds: as seconds they would be in the year 5138.</summary>
    private const long LastSecond = 100_000_000_000;

    private readonly SipHash _function = key.For("date-shift");
    private readonly TokenMask _text = new(key, "date-shift");
    private readonly int _by = by is null ? -1 : column.Siblings.ToList().FindIndex(name => string.Equals(name, by, StringComparison.OrdinalIgnoreCase));

    public override bool TryWrite(in FieldValue value, in RowFields row, ArrayBufferWriter<byte> output)
    {
        var shift = Shift(_by < 0 ? default : row[_by]);
        return value.Form switch
        {
            ValueForm.Integer when Utf8Parser.TryParse(value.Bytes, out long moment, out var length) && length == value.Bytes.Length => WriteUnix(moment, shift, output),
            ValueForm.Real when double.TryParse(value.Bytes, NumberStyles.Float, CultureInfo.InvariantCulture, out var julian) => WriteJulian(julian + shift, output),
            _ => WriteDate(value, shift, row, output),
        };
    }

    private int Shift(ReadOnlySpan<byte> person)
    {
        var draw = new Draw(_function.Hash(person));
        var least = Math.Max(1, days / 4);
        var shift = least + draw.Next(days - least + 1);
        return draw.Next(2) == 0 ? shift : -shift;
    }

    private bool WriteDate(in FieldValue value, int shift, in RowFields row, ArrayBufferWriter<byte> output)
    {
        Span<char> day = stackalloc char[DateLength];
        if (value.Bytes.Length < DateLength || System.Text.Encoding.Latin1.GetChars(value.Bytes[..DateLength], day) < DateLength
            || !DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            if (value.Bytes.StartsWith("0000-00-00"u8))
            {
                output.Write(value.Bytes);
                return true;
            }

            return column.Shape.Family is ColumnFamily.Date or ColumnFamily.DateTime ? WriteIncomplete(value, output) : _text.TryWrite(value, row, output);
        }

        var moved = Moved(date, shift);
        _ = moved.TryFormat(output.GetSpan(DateLength), out var written, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        output.Advance(written);
        output.Write(value.Bytes[DateLength..]);
        return true;
    }

    /// <summary>MySQL's dates without a day or month keep their form and year.</summary>
    private static bool WriteIncomplete(in FieldValue value, ArrayBufferWriter<byte> output)
    {
        output.Write(value.Bytes);
        return true;
    }

    private DateOnly Moved(DateOnly date, int shift)
    {
        // A day inside the first and the last one, so that any time of day fits.
        var first = DateOnly.FromDateTime(column.Shape.Dates.First).DayNumber + 1;
        var last = DateOnly.FromDateTime(column.Shape.Dates.Last).DayNumber - 1;
        var day = date.DayNumber + shift;
        day = day < first || day > last ? date.DayNumber - shift : day;
        return DateOnly.FromDayNumber(Math.Clamp(day, Math.Min(first, date.DayNumber), Math.Max(last, date.DayNumber)));
    }

    private bool WriteUnix(long moment, int shift, ArrayBufferWriter<byte> output)
    {
        var step = (long)shift * SecondsOfDay * (Int128.Abs(moment) > LastSecond ? 1000 : 1);
        var moved = (Int128)moment + step;
        moved = moved < column.Shape.Range.Least || moved > column.Shape.Range.Greatest ? (Int128)moment - step : moved;
        _ = moved.TryFormat(output.GetSpan(40), out var written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
        return true;
    }

    private static bool WriteJulian(double day, ArrayBufferWriter<byte> output)
    {
        _ = day.TryFormat(output.GetSpan(32), out var written, "R", CultureInfo.InvariantCulture);
        output.Advance(written);
        return true;
    }
}
