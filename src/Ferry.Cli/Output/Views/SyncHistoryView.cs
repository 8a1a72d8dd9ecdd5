using System.Globalization;
using Ferry.Cli.Formats;
using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Writing;
using Spectre.Console;

namespace Ferry.Cli.Output.Views;

/// <summary>The syncs of one environment into another.</summary>
internal static class SyncHistoryView
{
    public static void Render(IAnsiConsole console, SyncHistoryDocument history, DateTimeOffset now)
    {
        if (history.Runs.Count == 0)
        {
            console.Line($"{history.Source} was never merged into {history.Into}.");
            return;
        }

        var table = Prose.Columns("RUN", "DATABASE", "AGE", "NEW", "CHANGED", "MATCHED", "STATE");
        foreach (var run in history.Runs)
        {
            table.AddRow(
                run.Run.ToString(CultureInfo.InvariantCulture), Markup.Escape(run.Database), Moment.Ago(now - (run.FinishedAt ?? run.PlannedAt)),
                Quantity.Count(run.Inserted), Quantity.Count(run.Updated), Quantity.Count(run.Adopted), Markup.Escape(run.State) + (run.Undoable ? ", can be undone" : ""));
        }

        console.Write(table);
    }
}
