using System.Buffers;
using System.Text;
using Ferry.Environments;
using Ferry.Reading;
using Ferry.Sync.Masking;

namespace Ferry.Tests.Sync.Masking;

public sealed class RowMaskerTests
{
    private static readonly MaskOptions Email = new() { Kind = MaskKind.Email };

    [Fact]
    public void Masks_the_fields_that_have_a_rule_and_no_others()
    {
        var masker = Masked.Rows([Masked.Column("id", "int"), Masked.Column("email"), Masked.Column("bio")], Masked.Rules(("users.email", Email)));

        var masked = masker.Row("7\tana@real.org\tlikes\\ttabs\n");

        masked.ShouldStartWith("7\t");
        masked.ShouldEndWith("@example.org\tlikes\\ttabs\n");
        masked.ShouldNotContain("ana@real");
    }

    [Fact]
    public void A_row_without_rules_is_passed_on_without_an_allocation()
    {
        var masker = Masked.Rows([Masked.Column("id", "int"), Masked.Column("email")], Masked.Rules(("users.phone", Email)));
        var row = "7\tana@real.org\n"u8.ToArray();
        var output = new ArrayBufferWriter<byte>(1 << 16);
        masker.Mask(row, output);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            masker.Mask(row, output);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        masker.PassesThrough.ShouldBeTrue();
        output.WrittenSpan[..row.Length].ToArray().ShouldBe(row);
    }

    [Theory]
    [InlineData("\\N")]
    [InlineData("")]
    public void Null_stays_null_and_empty_stays_empty(string field) =>
        Masked.Rows([Masked.Column("email")], Masked.Rules(("users.email", Email))).Row(field + "\n").ShouldBe(field + "\n");

    [Fact]
    public void A_typed_field_keeps_its_storage_class()
    {
        var rules = Masked.Rules(("users.a", new() { Kind = MaskKind.Permute }), ("users.b", new() { Kind = MaskKind.NumberNoise }), ("users.c", Email), ("users.d", Email));
        var masker = Masked.Rows(
            [Masked.Column("a", "INTEGER"), Masked.Column("b", "REAL"), Masked.Column("c", "TEXT"), Masked.Column("d", "")], rules, RowFormat.Typed);

        var fields = masker.Row("I41\tR4045000000000000\tTana@x.org\tB616E6140782E6F7267\n").TrimEnd('\n').Split('\t');

        fields.Select(field => field[0]).ShouldBe(['I', 'R', 'T', 'B']);
        fields[1].Length.ShouldBe(17);
        BitConverter.Int64BitsToDouble(Convert.ToInt64(fields[1][1..], 16)).ShouldBeInRange(42 * 0.9, 42 * 1.1);
        Encoding.UTF8.GetString(Convert.FromHexString(fields[3][1..])).ShouldEndWith("@example.org");
    }

    [Fact]
    public void A_typed_null_and_an_empty_text_stay() =>
        Masked.Rows([Masked.Column("a", "TEXT"), Masked.Column("b", "TEXT")], Masked.Rules(("users.*", Email)), RowFormat.Typed).Row("\\N\tT\n").ShouldBe("\\N\tT\n");

    [Fact]
    public void A_value_is_masked_alike_in_every_character_set()
    {
        var latin = Masked.Column("email") with { Collation = "latin1_swedish_ci" };
        var rules = Masked.Rules(("users.email", Email));
        var output = new ArrayBufferWriter<byte>();

        Masked.Rows([latin], rules).Mask(Encoding.Latin1.GetBytes("jörg@x.org\n"), output);

        Encoding.Latin1.GetString(output.WrittenSpan).ShouldBe(Masked.Rows([Masked.Column("email")], rules).Row("jörg@x.org\n"));
    }

    [Fact]
    public void A_mask_is_written_in_the_character_set_of_its_column()
    {
        var utf16 = Masked.Column("email") with { Collation = "utf16_general_ci" };
        var output = new ArrayBufferWriter<byte>();

        Masked.Rows([utf16], Masked.Rules(("users.email", Email))).Mask(
            [.. Encoding.BigEndianUnicode.GetBytes("ana@x.org").SelectMany(value => value == 0 ? "\\0"u8.ToArray() : [value]), (byte)'\n'], output);

        var bytes = Encoding.Latin1.GetString(output.WrittenSpan).TrimEnd('\n').Replace("\\0", "\0");
        Encoding.BigEndianUnicode.GetString(Encoding.Latin1.GetBytes(bytes)).ShouldBe(Masked.Value(MaskKind.Email, "ana@x.org"));
    }

    [Fact]
    public void A_row_with_too_few_or_too_many_fields_is_an_error()
    {
        var masker = Masked.Rows([Masked.Column("id", "int"), Masked.Column("email")], Masked.Rules(("users.email", Email)));

        Should.Throw<FerryException>(() => masker.Row("7\n")).Code.ShouldBe("mask.row-shape");
        Should.Throw<FerryException>(() => masker.Row("7\ta@x.org\t8\n")).Code.ShouldBe("mask.row-shape");
    }

    [Fact]
    public void A_condition_spares_rows()
    {
        var rules = Masked.Rules(("users.name", new() { Kind = MaskKind.Name, When = "email != me@x.org, you@x.org" }));
        var masker = Masked.Rows([Masked.Column("name"), Masked.Column("email")], rules);

        masker.Row("Ana Lima\tme@x.org\n").ShouldBe("Ana Lima\tme@x.org\n");
        masker.Row("Ana Lima\tother@x.org\n").ShouldNotStartWith("Ana Lima");
        masker.Row("Ana Lima\t\\N\n").ShouldNotStartWith("Ana Lima");
    }

    [Fact]
    public void A_condition_can_name_the_rows_that_are_masked()
    {
        var masker = Masked.Rows([Masked.Column("name"), Masked.Column("role")], Masked.Rules(("users.name", new() { Kind = MaskKind.Name, When = "role = customer" })));

        masker.Row("Ana Lima\tadmin\n").ShouldBe("Ana Lima\tadmin\n");
        masker.Row("Ana Lima\tcustomer\n").ShouldNotStartWith("Ana Lima");
    }
}
