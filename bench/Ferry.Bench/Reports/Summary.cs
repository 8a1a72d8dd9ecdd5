namespace Ferry.Bench.Reports;

/// <summary>One tool over all rounds. Times are medians, memory is the highest peak.</summary>
internal sealed record Summary(
    string Group, string Tool, int Rounds, double Seconds, double Fastest, double Slowest, double CpuSeconds, double ServerCpuSeconds, long PeakMegabytes, long? Bytes)
{
    public static Summary Of(IGrouping<(string Group, string Tool), Measurement> runs) => new(
        runs.Key.Group,
        runs.Key.Tool,
        runs.Count(),
        Median(runs.Select(run => run.Seconds)),
        runs.Min(run => run.Seconds),
        runs.Max(run => run.Seconds),
        Median(runs.Select(run => run.CpuSeconds)),
        Median(runs.Select(run => run.ServerCpuSeconds)),
        (runs.Max(run => run.PeakKilobytes) + 1023) / 1024,
        runs.Last().Bytes);

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
