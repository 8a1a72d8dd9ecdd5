using CsCheck;
using Ferry.MySql.Protocol;
using Ferry.MySql.Protocol.Rows;

namespace Ferry.MySql.Tests.Protocol.Rows;

public sealed class RowEncoderTests
{
    private static readonly Gen<byte[]?> Values = Gen.Frequency(
        (1, Gen.Const(() => (byte[]?)null)),
        (6, Gen.Byte.Array[0, 40].Select(value => (byte[]?)value)),
        (2, Gen.Byte.Array[245, 260].Select(value => (byte[]?)value)));

    [Fact]
    public void Every_row_comes_back_whole() => Values.Array[1, 12].Sample(row =>
    {
        var encoded = Tsv.Parse(Encode(Packet(row), row.Length)).ShouldHaveSingleItem();

        encoded.Count.ShouldBe(row.Length);
        for (var column = 0; column < row.Length; column++)
        {
            encoded[column].ShouldBe(row[column]);
        }
    });

    [Theory]
    [InlineData(250)]
    [InlineData(251)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public void Reads_every_form_of_length(int length)
    {
        var value = new byte[length];
        value.AsSpan().Fill((byte)'x');

        Encode(Packet([value]), 1).ShouldBe([.. value, (byte)'\n']);
    }

    [Fact]
    public void Null_is_not_the_empty_string() => Encode(Packet([null, []]), 2).ShouldBe("\\N\t\n"u8.ToArray());

    [Fact]
    public void A_row_cut_anywhere_is_malformed()
    {
        var packet = Packet(["abc"u8.ToArray(), null, new byte[300], "de"u8.ToArray()]);

        for (var length = 0; length < packet.Length; length++)
        {
            Should.Throw<ProtocolException>(() => Encode(packet[..length], 4), $"cut at {length}");
        }
    }

    [Fact]
    public void A_row_with_a_value_too_many_is_malformed() => Should.Throw<ProtocolException>(() => Encode(Packet([[], []]), 1));

    [Fact]
    public void A_length_beyond_all_memory_is_malformed() =>
        Should.Throw<ProtocolException>(() => Encode([0xFE, 1, 0, 0, 0, 0, 0, 0, 0x80, (byte)'x'], 1));

    private static byte[] Packet(byte[]?[] row) => new ServerScript().Row(row).Bytes[PacketStream.HeaderSize..];

    private static byte[] Encode(byte[] packet, int columns)
    {
        var escape = new bool[columns];
        escape.AsSpan().Fill(true);
        var output = new byte[packet.Length * RowEncoder.MaxGrowth];
        return output[..new RowEncoder(escape).Encode(packet, output)];
    }
}
