using Ferry.Cli.Formats;
using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Writing;
using Spectre.Console;

namespace Ferry.Cli.Output.Views;

/// <summary>The summary of a restore.</summary>
internal static class RestoreView
{
    public static void Render(IAnsiConsole console, RestoreDocument restored, string undo)
    {
        console.Done($"Restored {restored.Name} into {restored.Into} in {Moment.Span(TimeSpan.FromSeconds(restored.Seconds))}");
        console.Fact("rows", $"{Quantity.Count(restored.Rows)} in {Quantity.Count(restored.Tables, "table")}, all equal to the manifest");
        foreach (var target in restored.Targets)
        {
            console.Fact("target", target);
        }

        console.Findings(restored.Warnings);
        if (restored.SafetyBackup is not null)
        {
            console.Fact("before", $"what was there is kept as {restored.SafetyBackup}");
            console.Line($"  [grey]{"undo",-12}[/] [blue]{undo}[/]");
        }
    }
}
