using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Ferry.Detection;
using Ferry.MySql.Columns;
using Ferry.MySql.Protocol.Rows;
using Ferry.Schema;

namespace Ferry.MySql.Detection;

/// <summary>Makes of a row's bytes the hash that the server makes of the row itself.</summary>
internal sealed class RowHasher
{
    private const int Digits = 20;

    private readonly ArrayBufferWriter<byte> _text = new(1024);
    private readonly byte[] _key;
    private readonly ValueForm[] _forms;
    private readonly int[] _keyFields;
    private readonly (int Start, int Length)[] _values;
    private byte[] _row = new byte[1024];

    public RowHasher(Table table, LeafKey key)
    {
        var columns = ColumnCodec.Stored(table).ToList();
        _key = Encoding.ASCII.GetBytes(key.Hex);
        _forms = [.. columns.Select(RowText.FormOf)];
        _keyFields = [.. RowText.KeyColumns(table).Select(column => columns.IndexOf(column))];
        _values = new (int, int)[columns.Count];
    }

    /// <summary>The unescaped value of the leading key column of the row last hashed.</summary>
    public ReadOnlySpan<byte> LeadingKey => Value(_keyFields[0]);

    /// <summary>The number made of the key of the row last hashed.</summary>
    public uint KeyNumber()
    {
        _text.ResetWrittenCount();
        foreach (var field in _keyFields)
        {
            Append(field);
        }

        return System.IO.Hashing.Crc32.HashToUInt32(_text.WrittenSpan);
    }

    public ulong Hash(ReadOnlySpan<byte> row)
    {
        Split(row);
        _text.ResetWrittenCount();
        _text.Write(_key);
        for (var field = 0; field < _forms.Length; field++)
        {
            Append(field);
        }

        return First64(_text.WrittenSpan);
    }

    private static ulong First64(ReadOnlySpan<byte> text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    private ReadOnlySpan<byte> Value(int field) => _row.AsSpan(_values[field].Start, _values[field].Length);

    private void Split(ReadOnlySpan<byte> row)
    {
        if (_row.Length < row.Length)
        {
            _row = new byte[row.Length * 2];
        }

        var start = 0;
        for (var field = 0; field < _values.Length; field++)
        {
            var end = row.IndexOf(TsvEscape.FieldEnd);
            var value = end < 0 ? row : row[..end];
            row = end < 0 ? [] : row[(end + 1)..];
            var length = value.SequenceEqual(TsvEscape.Null) ? -1 : TsvEscape.Undo(value, _row.AsSpan(start));
            _values[field] = (start, length);
            start += Math.Max(0, length);
        }
    }

    private void Append(int field)
    {
        if (_values[field].Length < 0)
        {
            _text.Write(_forms[field] == ValueForm.Measured ? "N"u8 : "N,"u8);
            return;
        }

        var value = Value(field);
        switch (_forms[field])
        {
            case ValueForm.Plain:
                _text.Write(value);
                _text.Write(","u8);
                break;
            case ValueForm.Measured:
                _ = Utf8Formatter.TryFormat(value.Length, _text.GetSpan(Digits), out var digits);
                _text.Advance(digits);
                _text.Write(":"u8);
                _text.Write(value);
                break;
            default:
                _text.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(value))));
                _text.Write(","u8);
                break;
        }
    }
}
