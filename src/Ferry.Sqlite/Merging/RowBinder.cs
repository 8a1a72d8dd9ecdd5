using System.Buffers.Text;
using System.Globalization;
using Ferry.Sqlite.Connections;
using SQLitePCL;

namespace Ferry.Sqlite.Merging;

/// <summary>Takes the typed fields of <see cref="Reading.RowEncoder"/> apart and inserts them as the storage classes that they were.</summary>
internal sealed class RowBinder(Connection connection, Statement insert)
{
    private byte[] _text = new byte[4096];

    public void Insert(ReadOnlySpan<byte> row)
    {
        var parameter = 0;
        foreach (var field in row.Split((byte)'\t'))
        {
            connection.Check(Bind(++parameter, row[field]));
        }

        insert.Step();
        raw.sqlite3_reset(insert.Handle);
    }

    private int Bind(int parameter, ReadOnlySpan<byte> field)
    {
        var value = field[1..];
        return field[0] switch
        {
            (byte)'I' when Utf8Parser.TryParse(value, out long number, out var used) && used == value.Length => raw.sqlite3_bind_int64(insert.Handle, parameter, number),
            (byte)'R' => raw.sqlite3_bind_double(insert.Handle, parameter, BitConverter.Int64BitsToDouble(long.Parse(value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))),
            (byte)'T' => raw.sqlite3_bind_text(insert.Handle, parameter, Unescape(value)),
            (byte)'B' => raw.sqlite3_bind_blob(insert.Handle, parameter, Bytes(value)),
            (byte)'\\' => raw.sqlite3_bind_null(insert.Handle, parameter),
            _ => throw new FerryException(FailureKind.Integrity, "sqlite.row-not-understood", "A row is not in SQLite's row format."),
        };
    }

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> value)
    {
        var next = value.IndexOf((byte)'\\');
        if (next < 0)
        {
            return value;
        }

        var length = 0;
        Grow(value.Length);
        for (; next >= 0; next = value.IndexOf((byte)'\\'))
        {
            value[..next].CopyTo(_text.AsSpan(length));
            length += next;
            _text[length++] = value[next + 1] switch { (byte)'t' => (byte)'\t', (byte)'n' => (byte)'\n', var letter => letter };
            value = value[(next + 2)..];
        }

        value.CopyTo(_text.AsSpan(length));
        return _text.AsSpan(0, length + value.Length);
    }

    private ReadOnlySpan<byte> Bytes(ReadOnlySpan<byte> hex)
    {
        Grow(hex.Length / 2);
        _ = Convert.FromHexString(hex, _text, out _, out var length);
        return _text.AsSpan(0, length);
    }

    private void Grow(int length)
    {
        if (_text.Length < length)
        {
            _text = new byte[length * 2];
        }
    }
}
