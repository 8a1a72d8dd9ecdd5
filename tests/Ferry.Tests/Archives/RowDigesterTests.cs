using System.Text;
using CsCheck;
using Ferry.Archives;

namespace Ferry.Tests.Archives;

public sealed class RowDigesterTests
{
    private static readonly Gen<string[]> Rows = Gen.String[Gen.Char['a', 'f'], 0, 12].Array[0, 20];

    [Fact]
    public void Digest_does_not_depend_on_the_order_of_rows() => Rows.Sample(rows =>
        Digest(Join(rows), 1 << 16) == Digest(Join([.. rows.Reverse()]), 1 << 16));

    [Fact]
    public void Digest_does_not_depend_on_where_blocks_end() => Gen.Select(Rows, Gen.Int[1, 9]).Sample((rows, block) =>
        Digest(Join(rows), block) == Digest(Join(rows), 1 << 16));

    [Fact]
    public void Digest_of_parts_adds_up_to_the_digest_of_the_whole() => Gen.Select(Rows, Rows).Sample((first, second) =>
        Digest(Join(first), 5).Add(Digest(Join(second), 5)) == Digest(Join([.. first, .. second]), 5));

    [Fact]
    public void Duplicate_rows_do_not_cancel_each_other()
    {
        Digest("a\na\n", 8).ShouldNotBe(Digest("b\nb\n", 8));
        Digest("a\na\n", 8).ShouldNotBe(Digest("", 8));
    }

    [Fact]
    public void A_row_without_its_line_feed_is_not_counted_and_is_known()
    {
        var digester = new RowDigester();

        digester.Append("a\nb"u8);

        digester.Digest.Rows.ShouldBe(1);
        digester.InRow.ShouldBeTrue();
    }

    [Fact]
    public void Hexadecimal_form_reads_back()
    {
        var digest = Digest("a\nb\nc\n", 2);

        RowDigest.Parse(3, digest.Hex).ShouldBe(digest);
    }

    private static string Join(string[] rows) => string.Concat(rows.Select(row => row + "\n"));

    private static RowDigest Digest(string text, int block)
    {
        var digester = new RowDigester();
        foreach (var part in Encoding.UTF8.GetBytes(text).Chunk(block))
        {
            digester.Append(part);
        }

        return digester.Take();
    }
}
