namespace Ferry.Bench.Reports;

/// <summary>One run of one tool, as bench/run wrote it down.</summary>
internal sealed record Measurement(
    int Round, string Group, string Tool, double Seconds, double CpuSeconds, double ServerCpuSeconds, long PeakKilobytes, long? Bytes);
