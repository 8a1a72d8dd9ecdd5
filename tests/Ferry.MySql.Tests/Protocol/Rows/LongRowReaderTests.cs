using Ferry.MySql.Protocol;
using Ferry.MySql.Protocol.Payloads;
using Ferry.MySql.Protocol.Rows;

namespace Ferry.MySql.Tests.Protocol.Rows;

public sealed class LongRowReaderTests
{
    private const ColumnType Blob = (ColumnType)252;
    private const int Full = PacketStream.MaxPacketLength;

    /// <summary>The nine bytes of its length come before a value of this size.</summary>
    private const int Prefix = 9;

    [Theory]
    [InlineData(RowReader.MaxWholePacket - 5)]
    [InlineData(RowReader.MaxWholePacket)]
    [InlineData(PacketStream.BufferSize)]
    [InlineData(Full - Prefix - 1)]
    [InlineData(Full - Prefix)]
    [InlineData(Full - Prefix + 1)]
    [InlineData((2 * Full) - Prefix)]
    [InlineData((2 * Full) - Prefix + 1)]
    public async Task Reads_a_value_of_any_length(int length)
    {
        var value = Value(length);

        var (read, tsv) = await Scripted.ReadAsync(ScriptedStream.Whole(Script(1).Row([value]).Row("next").End()));

        read.ShouldBe(new RowsRead(2, tsv.Length));
        var rows = Tsv.Parse(tsv);
        rows[0].ShouldHaveSingleItem().AsSpan().SequenceEqual(value).ShouldBeTrue();
        rows[1].ShouldHaveSingleItem().ShouldBe("next"u8.ToArray());
    }

    [Fact]
    public async Task Reads_values_whose_length_lies_across_two_packets()
    {
        for (var before = 0; before <= 4; before++)
        {
            var first = Value(Full - Prefix - before);
            var second = Value(70_000);

            var (_, tsv) = await Scripted.ReadAsync(ScriptedStream.Whole(Script(3).Row([first, second, null]).End()));

            var row = Tsv.Parse(tsv).ShouldHaveSingleItem();
            row[0].AsSpan().SequenceEqual(first).ShouldBeTrue();
            row[1].AsSpan().SequenceEqual(second).ShouldBeTrue();
            row[2].ShouldBeNull();
        }
    }

    [Fact]
    public async Task Fails_wherever_a_long_row_is_cut()
    {
        byte[] script = Script(2).Row([Value(Full - Prefix), Value(100_000)]).End();
        var start = Script(2).Length;
        int[] lengths = [.. Enumerable.Range(start, 16), .. Enumerable.Range(start + Full - 8, 40), .. Enumerable.Range(script.Length - 30, 30)];

        foreach (var length in lengths)
        {
            var failure = await Should.ThrowAsync<FerryException>(() => Scripted.ReadAsync(ScriptedStream.Whole(script[..length])), $"cut at {length}");
            failure.Code.ShouldBe("mysql.connection-lost");
        }
    }

    [Fact]
    public async Task A_long_row_longer_or_shorter_than_its_columns_is_malformed()
    {
        foreach (var columns in (int[])[1, 3])
        {
            var failure = await Should.ThrowAsync<FerryException>(
                () => Scripted.ReadAsync(ScriptedStream.Whole(Script(columns).Row([Value(200_000), Value(200_000)]).End())));
            failure.Code.ShouldBe("mysql.protocol");
        }
    }

    private static ServerScript Script(int columns) =>
        new ServerScript().LoggedIn().ClientCommand().Columns([.. Enumerable.Repeat(Blob, columns)]);

    private static byte[] Value(int length)
    {
        var value = new byte[length];
        for (var i = 0; i < length; i++)
        {
            value[i] = (byte)(i * 31 % 251);
        }

        return value;
    }
}
