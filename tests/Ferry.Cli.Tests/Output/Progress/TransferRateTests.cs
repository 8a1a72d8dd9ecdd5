using Ferry.Cli.Output.Progress;
using Microsoft.Extensions.Time.Testing;

namespace Ferry.Cli.Tests.Output.Progress;

public class TransferRateTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly TransferRate _rate;

    public TransferRateTests() => _rate = new TransferRate(_time, TimeSpan.FromSeconds(10));

    [Fact]
    public void Knows_nothing_from_one_sample()
    {
        _rate.Sample(0);

        _rate.BytesPerSecond.ShouldBeNull();
        _rate.Remaining(1000).ShouldBeNull();
    }

    [Fact]
    public void Divides_what_moved_by_the_time_it_took()
    {
        Move(seconds: 0, total: 0);
        Move(seconds: 4, total: 800);

        _rate.BytesPerSecond.ShouldBe(200);
        _rate.Remaining(1000).ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Forgets_what_is_older_than_the_window()
    {
        Move(seconds: 0, total: 0);
        Move(seconds: 20, total: 20_000);
        Move(seconds: 5, total: 20_500);

        _rate.BytesPerSecond.ShouldBe(100);
    }

    [Fact]
    public void Falls_to_nothing_when_nothing_moves()
    {
        Move(seconds: 0, total: 0);
        Move(seconds: 1, total: 500);
        Move(seconds: 30, total: 500);

        _rate.BytesPerSecond.ShouldBe(0);
        _rate.Remaining(1000).ShouldBeNull();
    }

    [Fact]
    public void Starts_anew_when_the_count_does()
    {
        Move(seconds: 0, total: 9_000);
        Move(seconds: 1, total: 0);
        Move(seconds: 1, total: 70);

        _rate.BytesPerSecond.ShouldBe(70);
    }

    [Fact]
    public void Promises_no_time_when_more_moved_than_was_estimated()
    {
        Move(seconds: 0, total: 0);
        Move(seconds: 1, total: 1_001);

        _rate.Remaining(1000).ShouldBeNull();
    }

    private void Move(int seconds, long total)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        _rate.Sample(total);
    }
}
