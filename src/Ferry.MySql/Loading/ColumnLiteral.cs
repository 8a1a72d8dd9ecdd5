using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Ferry.MySql.Columns;
using Ferry.MySql.Schema;
using Ferry.Schema;

namespace Ferry.MySql.Loading;

/// <summary>Writes one column's fields as SQL literals that store the same bytes.</summary>
/// <param name="Bare">Whether numbers stand without quotes.</param>
/// <param name="Hexadecimal">Whether every value is written as bytes.</param>
/// <param name="Introducer">What stands before hexadecimal bytes of a text column, so that they are never taken for a number.</param>
/// <param name="EndsRows">Whether it is the column in which the rows of a system-versioned table end.</param>
internal sealed record ColumnLiteral(bool Bare, bool Hexadecimal, string Introducer, bool EndsRows)
{
    private static readonly SearchValues<byte> _special = SearchValues.Create("'\\\0\r\u001a"u8);

    private static readonly SearchValues<byte> _numeric = SearchValues.Create("0123456789+-.eE"u8);

    /// <summary>How a column's fields are written.</summary>
    /// <param name="column">The column.</param>
    public static ColumnLiteral For(Column column)
    {
        var charset = ColumnKind.Charset(column);
        var text = charset is not null && !ColumnKind.IsBinary(column) && charset != "binary";
        return new ColumnLiteral(
            ColumnKind.IsNumber(column) || ColumnCodec.TravelsAsIndex(column),
            ColumnKind.IsBinary(column) || (text && charset is not ("utf8mb4" or "utf8mb3" or "utf8" or "ascii")),
            text ? "_binary " : "",
            SystemVersioning.IsEnd(column));
    }

    /// <summary>Writes one field.</summary>
    /// <param name="field">The field, escaped as the row format has it.</param>
    /// <param name="sql">Receives the literal.</param>
    public void Write(ReadOnlySpan<byte> field, ArrayBufferWriter<byte> sql)
    {
        if (field.SequenceEqual("\\N"u8))
        {
            sql.Write("NULL"u8);
        }
        else if (EndsRows && EndOfTime.Is(field))
        {
            _ = Encoding.UTF8.GetBytes(EndOfTime.Variable, sql);
        }
        else if (Bare && IsNumber(field))
        {
            sql.Write(field);
        }
        else if (Hexadecimal || !Utf8.IsValid(field))
        {
            WriteHexadecimal(field, sql);
        }
        else
        {
            WriteText(field, sql);
        }
    }

    // Nothing that is not a number may stand bare: an archive is not trusted to hold only numbers.
    private static bool IsNumber(ReadOnlySpan<byte> field) => !field.IsEmpty && !field.ContainsAnyExcept(_numeric);

    private void WriteHexadecimal(ReadOnlySpan<byte> field, ArrayBufferWriter<byte> sql)
    {
        if (field.IsEmpty)
        {
            sql.Write("''"u8);
            return;
        }

        foreach (var c in Introducer)
        {
            sql.Write([(byte)c]);
        }

        sql.Write("0x"u8);
        while (!field.IsEmpty)
        {
            var run = field.IndexOf((byte)'\\');
            var plain = run < 0 ? field : field[..run];
            HexadecimalOf(plain, sql);
            field = field[plain.Length..];
            if (!field.IsEmpty)
            {
                HexadecimalOf([Unescaped(field[1])], sql);
                field = field[2..];
            }
        }
    }

    private static void HexadecimalOf(ReadOnlySpan<byte> bytes, ArrayBufferWriter<byte> sql)
    {
        if (Convert.TryToHexString(bytes, sql.GetSpan(bytes.Length * 2)[..(bytes.Length * 2)], out _))
        {
            sql.Advance(bytes.Length * 2);
        }
    }

    private static byte Unescaped(byte letter) => letter switch
    {
        (byte)'0' => 0,
        (byte)'b' => 8,
        (byte)'t' => 9,
        (byte)'n' => 10,
        (byte)'r' => 13,
        (byte)'Z' => 26,
        _ => letter,
    };

    // The row format's escapes are SQL's own; only what it leaves raw and SQL or a client does not is added.
    private static void WriteText(ReadOnlySpan<byte> field, ArrayBufferWriter<byte> sql)
    {
        sql.Write("'"u8);
        for (int special; (special = field.IndexOfAny(_special)) >= 0;)
        {
            sql.Write(field[..special]);
            var escaped = field[special] == '\\' && special + 1 < field.Length;
            sql.Write(field[special] switch
            {
                (byte)'\\' when escaped => field.Slice(special, 2),
                (byte)'\\' => "\\\\"u8,
                (byte)'\'' => "\\'"u8,
                0 => "\\0"u8,
                (byte)'\r' => "\\r"u8,
                _ => "\\Z"u8,
            });
            field = field[(special + (escaped ? 2 : 1))..];
        }

        sql.Write(field);
        sql.Write("'"u8);
    }
}
