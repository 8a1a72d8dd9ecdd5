using System.Buffers;
using System.Text;
using Ferry.Reading;
using Ferry.Schema;
using Ferry.Sync.Masking;

namespace Ferry.Tests.Sync.Masking;

public sealed class MaskProofTests
{
    private static readonly IReadOnlyList<Column> Columns = [Masked.Column("email"), Masked.Column("note", "text"), Masked.Column("role")];

    private static readonly MaskingRules Rules = Masked.Rules(("users.email", new() { Kind = MaskKind.Email, When = "role != admin" }));

    [Fact]
    public void Nothing_survives_where_all_is_masked() => Find("ana@real.org\thello\tuser\nbob@real.org\t\\N\tuser\n").ShouldBeEmpty();

    [Fact]
    public void A_value_that_another_column_repeats_is_found() =>
        Find("ana@real.org\twrite to Ana@real.org\tuser\nbob@real.org\thello\tuser\n").ShouldBe([new Survivor("users", "email", "note", 1)]);

    [Fact]
    public void A_value_that_was_not_masked_is_found()
    {
        var raw = "ana@real.org\thello\tuser\n"u8;

        MaskProof.Find(Rules, "users", Columns, RowFormat.Plain, raw, raw).ShouldBe([new Survivor("users", "email", "email", 1)]);
    }

    [Fact]
    public void A_row_that_a_condition_spares_does_not_count() => Find("ana@real.org\thello\tadmin\n").ShouldBeEmpty();

    private static IReadOnlyList<Survivor> Find(string rows)
    {
        var raw = Encoding.UTF8.GetBytes(rows);
        var masked = new ArrayBufferWriter<byte>();
        foreach (var row in rows.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Masked.Rows(Columns, Rules).Mask(Encoding.UTF8.GetBytes(row + "\n"), masked);
        }

        return MaskProof.Find(Rules, "users", Columns, RowFormat.Plain, raw, masked.WrittenSpan);
    }
}
