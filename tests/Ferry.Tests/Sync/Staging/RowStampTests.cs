using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Ferry.Merging;
using Ferry.Sync.Staging;

namespace Ferry.Tests.Sync.Staging;

public sealed class RowStampTests
{
    private const string Rows = "1\tana\tx\n2\tbob\tx\n3\t\\N\tx\n";

    [Fact]
    public async Task What_is_staged_does_not_depend_on_where_blocks_end()
    {
        var whole = await StampAsync(Rows, Rows.Length);

        foreach (var size in Enumerable.Range(1, Rows.Length - 1))
        {
            (await StampAsync(Rows, size)).ShouldBe(whole);
        }
    }

    [Fact]
    public async Task Fields_that_are_left_out_change_no_hash() =>
        (await StampAsync(Rows, 7)).ShouldBe(await StampAsync(Rows.Replace("\tx", "\ty", StringComparison.Ordinal), 7));

    [Fact]
    public async Task Cells_are_hashed_one_by_one()
    {
        var before = (await StampAsync("1\tana\tx\n", 64)).Split('\t');
        var after = (await StampAsync("1\tanna\tx\n", 64)).Split('\t');

        after[2].ShouldNotBe(before[2], "the row's hash");
        after[3].Split(',')[0].ShouldBe(before[3].Split(',')[0], "the cell that is the same");
        after[3].Split(',')[1].ShouldNotBe(before[3].Split(',')[1], "the cell that is not");
    }

    [Fact]
    public async Task Rows_that_end_inside_a_row_are_refused()
    {
        var pipe = new Pipe();
        var stamp = new RowStamp(pipe.Writer, new TextFields(), new CellHasher(7), [0, 1, -1], 2);
        await stamp.WriteAsync("1\tana"u8.ToArray(), TestContext.Current.CancellationToken);

        Should.Throw<FerryException>(stamp.End).Kind.ShouldBe(FailureKind.Source);
    }

    private static async Task<string> StampAsync(string rows, int size)
    {
        var pipe = new Pipe();
        var stamp = new RowStamp(pipe.Writer, new TextFields(), new CellHasher(7), [0, 1, -1], 2);
        foreach (var block in Encoding.UTF8.GetBytes(rows).Chunk(size))
        {
            await stamp.WriteAsync(block, TestContext.Current.CancellationToken);
        }

        stamp.End();
        await pipe.Writer.CompleteAsync();
        var result = await pipe.Reader.ReadAtLeastAsync(int.MaxValue, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(result.Buffer.ToArray());
    }

    private sealed class TextFields : IRowFormat
    {
        public Ferry.Reading.RowFormat Format => Ferry.Reading.RowFormat.Plain;

        public void Number(long value, IBufferWriter<byte> row) => row.Write(Encoding.UTF8.GetBytes($"{value}"));

        public void Cells(ReadOnlySpan<uint> hashes, IBufferWriter<byte> row) => row.Write(Encoding.UTF8.GetBytes(string.Join(',', hashes.ToArray())));
    }
}
