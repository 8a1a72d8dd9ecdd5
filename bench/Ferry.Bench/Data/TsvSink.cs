using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Ferry.Bench.Data;

/// <summary>Writes rows as LOAD DATA reads them by default.</summary>
internal sealed class TsvSink(Stream output) : IRowSink, IDisposable
{
    private const int Room = 64 * 1024;
    private static readonly SearchValues<char> Special = SearchValues.Create("\0\t\n\\");
    private readonly byte[] _buffer = new byte[1 << 20];
    private int _used;
    private bool _inRow;

    public void Integer(long value)
    {
        Separate();
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_used), out var written);
        _used += written;
    }

    public void Text(ReadOnlySpan<char> value)
    {
        Separate();
        for (var special = value.IndexOfAny(Special); special >= 0; special = value.IndexOfAny(Special))
        {
            Raw(value[..special]);
            Raw(value[special] switch { '\0' => "\\0", '\t' => "\\t", '\n' => "\\n", _ => "\\\\" });
            value = value[(special + 1)..];
        }

        Raw(value);
    }

    public void Hundredths(long value)
    {
        Separate();
        Utf8Formatter.TryFormat(value / 100m, _buffer.AsSpan(_used), out var written, new StandardFormat('F', 2));
        _used += written;
    }

    public void Moment(long microseconds, bool fraction = false)
    {
        Separate();
        var format = fraction ? "yyyy-MM-dd HH:mm:ss.ffffff" : "yyyy-MM-dd HH:mm:ss";
        Dataset.Epoch.AddMicroseconds(microseconds).TryFormat(_buffer.AsSpan(_used), out var written, format, CultureInfo.InvariantCulture);
        _used += written;
    }

    public void Null()
    {
        Separate();
        Raw("\\N");
    }

    public void EndRow()
    {
        _buffer[_used++] = (byte)'\n';
        _inRow = false;
        if (_used > _buffer.Length - Room)
        {
            Flush();
        }
    }

    public void Dispose() => Flush();

    private void Separate()
    {
        if (_inRow)
        {
            _buffer[_used++] = (byte)'\t';
        }

        _inRow = true;
    }

    private void Raw(ReadOnlySpan<char> text) => _used += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_used));

    private void Flush()
    {
        output.Write(_buffer.AsSpan(0, _used));
        _used = 0;
    }
}
