using System.Numerics;

namespace Ferry.Detection;

/// <summary>How far below the highest value of a watermark rows still count as recent: a transaction that was open at the snapshot is committed later with the value that it took before, and clocks differ.</summary>
/// <param name="Time">For times.</param>
/// <param name="Number">For numbers.</param>
public sealed record WatermarkMargin(TimeSpan Time, long Number)
{
    private const double DaysPerYear = 366;
    private const int PastYears = 10;

    // Seconds, milliseconds and microseconds.
    private static readonly long[] _units = [TimeSpan.TicksPerSecond, TimeSpan.TicksPerMillisecond, TimeSpan.TicksPerMicrosecond];

    /// <summary>The time from which on rows count as recent.</summary>
    /// <param name="highest">The highest one; a time to come counts as the present, or nothing that is written until then would be recent.</param>
    /// <param name="present">The moment of the snapshot.</param>
    /// <param name="open">How long before the snapshot a transaction that it does not see can have begun.</param>
    public DateTime Below(DateTime highest, DateTime present, TimeSpan open)
    {
        var (last, back) = (highest < present ? highest : present, Time + open);
        return last - DateTime.MinValue > back ? last - back : DateTime.MinValue;
    }

    /// <summary>The number from which on rows count as recent. What looks like a Unix time is taken for one, too: the lower of both counts.</summary>
    /// <param name="highest">The highest one.</param>
    /// <param name="present">The moment of the snapshot.</param>
    /// <param name="open">How long before the snapshot a transaction that it does not see can have begun.</param>
    public BigInteger Below(BigInteger highest, DateTime present, TimeSpan open)
    {
        var from = highest - Number;
        foreach (var unit in _units)
        {
            BigInteger InUnits(DateTime moment) => (moment - DateTime.UnixEpoch).Ticks / unit;
            if (highest > InUnits(present.AddDays(-PastYears * DaysPerYear)) && highest < InUnits(present.AddDays(DaysPerYear)))
            {
                from = BigInteger.Min(from, BigInteger.Min(highest, InUnits(present)) - ((Time + open).Ticks / unit) - 1);
            }
        }

        return from;
    }
}
