using Ferry.Cli.Formats;

namespace Ferry.Cli.Tests.Formats;

public class QuantityTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1.00 kB")]
    [InlineData(9_994, "9.99 kB")]
    [InlineData(9_995, "10.0 kB")]
    [InlineData(99_949, "99.9 kB")]
    [InlineData(99_950, "100 kB")]
    [InlineData(999_499, "999 kB")]
    [InlineData(999_500, "1.00 MB")]
    [InlineData(4_300_000_000, "4.30 GB")]
    public void Bytes_have_three_digits_and_a_decimal_unit(double bytes, string expected) => Quantity.Bytes(bytes).ShouldBe(expected);

    [Theory]
    [InlineData(0, "0 tables")]
    [InlineData(1, "1 table")]
    [InlineData(1234567, "1,234,567 tables")]
    public void Counts_come_with_their_noun(long count, string expected) => Quantity.Count(count, "table").ShouldBe(expected);

    [Theory]
    [InlineData(0, 100, null)]
    [InlineData(100, 0, null)]
    [InlineData(29, 4000, null)]
    [InlineData(104, 100, null)]
    [InlineData(105, 100, "1.1×")]
    [InlineData(540, 100, "5.4×")]
    public void A_ratio_is_told_where_something_became_smaller(long bytes, long stored, string? expected) => Quantity.Ratio(bytes, stored).ShouldBe(expected);
}
