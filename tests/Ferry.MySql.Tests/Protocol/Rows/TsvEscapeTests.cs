using CsCheck;
using Ferry.MySql.Protocol.Rows;

namespace Ferry.MySql.Tests.Protocol.Rows;

public sealed class TsvEscapeTests
{
    private static readonly Gen<byte[]> Values = Gen.OneOf(Gen.Byte, Gen.Int[0, 6].Select(i => (byte)"\0\t\n\r\u001a\\N"[i])).Array[0, 300];

    [Fact]
    public void Escapes_the_four_special_bytes_and_no_other()
    {
        for (var value = 0; value <= byte.MaxValue; value++)
        {
            byte[] expected = value switch
            {
                0 => [(byte)'\\', (byte)'0'],
                9 => [(byte)'\\', (byte)'t'],
                10 => [(byte)'\\', (byte)'n'],
                92 => [(byte)'\\', (byte)'\\'],
                _ => [(byte)value],
            };

            Escape([(byte)value]).ShouldBe(expected);
        }
    }

    [Fact]
    public void Every_value_comes_back_whole() =>
        Values.Sample(value => Tsv.Parse([.. Escape(value), (byte)'\n']).ShouldHaveSingleItem().ShouldHaveSingleItem()!.AsSpan().SequenceEqual(value));

    [Fact]
    public void Only_null_is_written_as_null() => Values.Sample(value => !Escape(value).AsSpan().SequenceEqual(TsvEscape.Null));

    private static byte[] Escape(byte[] value)
    {
        var output = new byte[value.Length * TsvEscape.MaxGrowth];
        return output[..TsvEscape.Write(value, output)];
    }
}
