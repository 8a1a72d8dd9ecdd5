using Ferry.Cli.Formats;
using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Writing;
using Spectre.Console;

namespace Ferry.Cli.Output.Views;

/// <summary>The summary of a sync.</summary>
internal static class SyncView
{
    public static void Render(IAnsiConsole console, SyncDocument sync, string? next)
    {
        switch (sync.State)
        {
            case "applied" when sync.Inserted + sync.Updated == 0:
                console.Done($"{sync.Into} has everything of {sync.Source}; nothing to do");
                break;
            case "applied":
                console.Done($"Merged {sync.Source} into {sync.Into} in {Moment.Span(TimeSpan.FromSeconds(sync.Seconds ?? 0))}");
                break;
            default:
                console.Done($"Nothing was written to {sync.Into}");
                break;
        }

        console.Fact(
            sync.State == "applied" ? "rows" : "would be",
            $"{Quantity.Count(sync.Inserted)} new, {Quantity.Count(sync.Updated)} changed, {Quantity.Count(sync.Adopted)} recognised for the first time; none deleted");
        if (sync.Conflicts + sync.Skipped > 0)
        {
            console.Fact("open", $"{Quantity.Count(sync.Conflicts)} changed on both sides and kept, {Quantity.Count(sync.Skipped)} left out");
        }

        console.Findings(sync.Warnings);
        if (sync.SafetyBackup is not null)
        {
            console.Fact("before", $"what was there is kept as {sync.SafetyBackup}");
        }

        Follow(console, sync, next);
    }

    private static void Follow(IAnsiConsole console, SyncDocument sync, string? next)
    {
        if (next is not null && sync.State == "saved")
        {
            console.Next(next);
        }
        else if (next is not null && sync.Inserted + sync.Updated + sync.Adopted > 0)
        {
            console.Line($"  [grey]{"undo",-12}[/] [blue]{next}[/]");
        }
    }
}
