using Ferry.Restore;

namespace Ferry.Cli.Output.Documents;

/// <summary>The result of <c>ferry restore</c>.</summary>
internal sealed record RestoreDocument(
    string Name, string Environment, string Into, IReadOnlyList<string> Targets, int Tables, long Rows, double Seconds,
    string? SafetyBackup, IReadOnlyList<FindingDocument> Warnings) : LineDocument("result")
{
    public static RestoreDocument From(RestoreResult result) => new(
        result.Plan.Request.Archive.ShortName, result.Plan.Manifest.Environment, result.Plan.Request.Environment,
        [.. result.Plan.Databases.Select(database => database.Target.Display)], result.Tables.Count, result.Tables.Sum(table => table.Rows),
        Math.Round(result.Duration.TotalSeconds, 3), result.SafetyBackup?.ShortName, FindingDocument.From(result.Warnings));
}
