using System.Numerics;
using Ferry.Detection;

namespace Ferry.Tests.Sync.Detection;

public sealed class WatermarkMarginTests
{
    private static readonly DateTime _now = new(2026, 11, 27, 12, 0, 0, DateTimeKind.Utc);

    private static readonly WatermarkMargin _margin = new(TimeSpan.FromHours(2), 10_000);

    [Fact]
    public void A_time_is_lowered_by_the_margin_and_by_the_age_of_what_was_open() =>
        _margin.Below(_now.AddHours(-1), _now, TimeSpan.FromHours(3)).ShouldBe(_now.AddHours(-6));

    [Fact]
    public void A_time_to_come_counts_as_the_present() => _margin.Below(_now.AddYears(3), _now, TimeSpan.Zero).ShouldBe(_now.AddHours(-2));

    [Fact]
    public void The_first_of_all_times_is_lowered_no_further() => _margin.Below(DateTime.MinValue.AddHours(1), _now, TimeSpan.Zero).ShouldBe(DateTime.MinValue);

    [Theory]
    [InlineData("25000", "15000")]
    [InlineData("5", "-9995")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234557890")]
    public void A_number_is_lowered_by_the_numbers_margin(string highest, string from) => Below(highest).ShouldBe(BigInteger.Parse(from));

    [Theory]
    [InlineData(1L)]
    [InlineData(1_000L)]
    [InlineData(1_000_000L)]
    public void A_number_that_looks_like_a_Unix_time_is_lowered_by_the_margin_of_times_too(long perSecond)
    {
        var anHourAgo = Seconds(_now.AddHours(-1)) * perSecond;

        Below(anHourAgo.ToString()).ShouldBe(BigInteger.Min(anHourAgo - (7200 * perSecond) - 1, anHourAgo - 10_000));
    }

    [Fact]
    public void A_Unix_time_to_come_counts_as_the_present() => Below((Seconds(_now.AddDays(100)) * 1000).ToString()).ShouldBe((Seconds(_now) * 1000) - 7_200_000 - 1);

    private static BigInteger Below(string highest) => _margin.Below(BigInteger.Parse(highest), _now, TimeSpan.Zero);

    private static BigInteger Seconds(DateTime time) => (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;
}
