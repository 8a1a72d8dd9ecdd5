using System.Text;
using Ferry.Sync.Masking;

namespace Ferry.Tests.Sync.Masking;

public sealed class MaskingStreamTests
{
    private static readonly IReadOnlyList<Ferry.Schema.Column> Columns = [Masked.Column("id", "int"), Masked.Column("body", "longtext"), Masked.Column("email")];

    [Fact]
    public async Task A_row_of_many_megabytes_passes_without_being_held()
    {
        var target = new CountingStream();
        await using var stream = new MaskingStream(Masked.Rows(Columns, Masked.Rules(("users.email", new() { Kind = MaskKind.Email }))), target);
        var block = Encoding.ASCII.GetBytes(new string('x', 1 << 16));
        await stream.WriteAsync("1\t"u8.ToArray(), TestContext.Current.CancellationToken);
        for (var i = 0; i < 32; i++)
        {
            await stream.WriteAsync(block, TestContext.Current.CancellationToken);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            stream.Write(block);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
        stream.Write("\tana@real.org\n"u8);
        stream.Complete();
        target.Length.ShouldBe("1\t".Length + (1032L << 16) + "\t\n".Length + Masked.Value(MaskKind.Email, "ana@real.org").Length);
    }

    [Fact]
    public void A_long_row_is_masked_like_a_short_one()
    {
        var rules = Masked.Rules(("users.email", new() { Kind = MaskKind.Email }), ("users.body", new() { Kind = MaskKind.Redact }));
        var row = Encoding.ASCII.GetBytes($"1\t{new string('x', 3 << 20)}\tana@real.org\n2\tshort\tbob@real.org\n");
        using var target = new MemoryStream();
        using var stream = new MaskingStream(Masked.Rows(Columns, rules), target, leaveOpen: true);

        for (var start = 0; start < row.Length; start += 100_000)
        {
            stream.Write(row.AsSpan(start, Math.Min(100_000, row.Length - start)));
        }

        stream.Complete();
        Encoding.ASCII.GetString(target.ToArray()).ShouldBe(
            $"1\t{new string('*', 3 << 20)}\t{Masked.Value(MaskKind.Email, "ana@real.org")}\n2\t*****\t{Masked.Value(MaskKind.Email, "bob@real.org")}\n");
    }

    [Fact]
    public void Rows_that_end_in_the_middle_are_an_error()
    {
        using var stream = new MaskingStream(Masked.Rows(Columns, Masked.Rules(("users.email", new() { Kind = MaskKind.Email }))), new MemoryStream());

        stream.Write("1\tx\tana@"u8);

        Should.Throw<FerryException>(stream.Complete).Code.ShouldBe("source.row-cut");
    }

    [Fact]
    public void Rows_without_rules_reach_the_target_as_the_same_blocks()
    {
        var target = new CountingStream();
        using var stream = new MaskingStream(Masked.Rows(Columns, MaskingRules.None), target);

        stream.Write("1\tx"u8);
        stream.Write("\ty\n"u8);

        target.Blocks.ShouldBe([3, 3]);
    }

    /// <summary>Counts what reaches it.</summary>
    private sealed class CountingStream : MemoryStream
    {
        private long _length;

        public List<int> Blocks { get; } = [];

        public override long Length => _length;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _length += buffer.Length;
            if (Blocks.Count < 10)
            {
                Blocks.Add(buffer.Length);
            }
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }
    }
}
