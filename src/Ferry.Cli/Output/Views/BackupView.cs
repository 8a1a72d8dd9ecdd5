using Ferry.Cli.Formats;
using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Writing;
using Spectre.Console;

namespace Ferry.Cli.Output.Views;

/// <summary>The summary of a backup.</summary>
internal static class BackupView
{
    public static void Render(IAnsiConsole console, BackupDocument backup, string next)
    {
        console.Done($"Backed up {backup.Environment} in {Moment.Span(TimeSpan.FromSeconds(backup.Seconds))}");
        console.Fact("rows", $"{Quantity.Count(backup.Rows)} in {Quantity.Count(backup.Databases.Sum(database => database.Tables.Count), "table")}");
        var ratio = Quantity.Ratio(backup.Bytes, backup.StoredBytes) is { } times ? $" ({times} smaller)" : "";
        console.Fact("size", $"{Quantity.Bytes(backup.Bytes)} read, {Quantity.Bytes(backup.StoredBytes)} stored{ratio}");
        foreach (var database in backup.Databases)
        {
            var label = backup.Databases.Count > 1 ? $"consistency of {database.Key}" : "consistency";
            console.Fact(label, ConsistencyWords.Of(database.Consistency));
        }

        console.Fact("name", backup.Name);
        console.Fact("where", backup.Location);
        console.Findings(backup.Warnings);
        console.Next(next);
    }
}
