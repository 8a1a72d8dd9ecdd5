using Ferry.Cli.Formats;

namespace Ferry.Cli.Tests.Formats;

public class MomentTests
{
    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(12.34, "12.3 s")]
    [InlineData(245, "4 min 05 s")]
    [InlineData(7810, "2 h 10 min")]
    public void Spans_read_as_people_say_them(double seconds, string expected) => Moment.Span(TimeSpan.FromSeconds(seconds)).ShouldBe(expected);

    [Theory]
    [InlineData(7, "0:07")]
    [InlineData(750, "12:30")]
    [InlineData(3723, "1:02:03")]
    public void Clocks_grow_with_the_hours(double seconds, string expected) => Moment.Clock(TimeSpan.FromSeconds(seconds)).ShouldBe(expected);

    [Theory]
    [InlineData(-5, "in the future")]
    [InlineData(5, "just now")]
    [InlineData(61, "1 min ago")]
    [InlineData(7300, "2 h ago")]
    [InlineData(172_800, "2 days ago")]
    public void Ages_have_one_unit(double seconds, string expected) => Moment.Ago(TimeSpan.FromSeconds(seconds)).ShouldBe(expected);
}
