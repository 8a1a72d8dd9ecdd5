using System.Globalization;
using System.Text.Json;

namespace Ferry.Bench.Reports;

/// <summary>Turns the runs of all rounds into tables for people and one JSON document.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <param name="lines">File with a measurement as JSON in each line.</param>
    /// <param name="facts">File with what is known about the machine and the tools.</param>
    /// <param name="json">File to write.</param>
    /// <param name="output">Receives the tables.</param>
    public static void Write(string lines, string facts, string json, TextWriter output)
    {
        var runs = File.ReadLines(lines).Select(line => JsonSerializer.Deserialize<Measurement>(line)!).ToList();
        var known = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(facts))!;
        var summaries = runs.GroupBy(run => (run.Group, run.Tool)).Select(Summary.Of).ToList();
        File.WriteAllText(json, JsonSerializer.Serialize(new { facts = known, summaries, runs }, Indented));
        foreach (var (name, value) in known.Where(fact => fact.Value.Length > 0))
        {
            output.WriteLine($"- {name}: {value}");
        }

        foreach (var group in summaries.GroupBy(summary => summary.Group))
        {
            WriteTable(group.Key, [.. group], output);
        }
    }

    private static void WriteTable(string group, List<Summary> tools, TextWriter output)
    {
        var baselines = Baselines(group).Where(name => tools.Any(tool => tool.Tool == name)).ToList();
        output.WriteLine();
        output.WriteLine($"| {group} | s (median) | s (range) | CPU s | server CPU s | peak MB | size MB |{string.Concat(baselines.Select(name => $" {Heading(name)} |"))}");
        output.WriteLine($"| --- | --: | --: | --: | --: | --: | --: |{string.Concat(baselines.Select(_ => " --: |"))}");
        foreach (var tool in tools.OrderBy(tool => tool.Seconds))
        {
            var ratios = baselines.Select(name => $" {Number(Ratio(name, tools.Single(other => other.Tool == name), tool), "0.00")} |");
            output.WriteLine(
                $"| {tool.Tool} | {Number(tool.Seconds, "0.00")} | {Number(tool.Fastest, "0.00")}–{Number(tool.Slowest, "0.00")} | "
                + $"{Number(tool.CpuSeconds, "0.00")} | {Number(tool.ServerCpuSeconds, "0.00")} | {tool.PeakMegabytes} | {(tool.Bytes is { } bytes ? Number(bytes / 1e6, "0.0") : "")} |{string.Concat(ratios)}");
        }
    }

    private static string[] Baselines(string group) => group switch
    {
        "backup" => ["floor-1", "floor-2", "dump-gzip", "mydumper"],
        "restore" => ["client", "myloader"],
        "sync" => ["sync-dump-merge", "sync-pt-table-sync"],
        _ => ["backup-zstd", "dump-gzip"],
    };

    private static string Heading(string baseline) => IsFloor(baseline) ? $"time ÷ {baseline}" : $"× as fast as {baseline}";

    private static double Ratio(string name, Summary baseline, Summary tool) =>
        IsFloor(name) ? tool.Seconds / baseline.Seconds : baseline.Seconds / tool.Seconds;

    private static bool IsFloor(string name) => name.StartsWith("floor", StringComparison.Ordinal);

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
