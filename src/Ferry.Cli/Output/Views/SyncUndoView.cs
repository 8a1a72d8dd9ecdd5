using Ferry.Cli.Formats;
using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Writing;
using Spectre.Console;

namespace Ferry.Cli.Output.Views;

/// <summary>What undoing a sync came to.</summary>
internal static class SyncUndoView
{
    public static void Render(IAnsiConsole console, SyncUndoDocument undo)
    {
        foreach (var database in undo.Databases)
        {
            if (database.Run is null)
            {
                console.Done($"{database.Key}: no sync of {undo.Source} is left to take back");
                continue;
            }

            console.Done($"{database.Key}: took run {database.Run} of {undo.Source} back");
            console.Fact("rows", $"{Quantity.Count(database.Restored)} as before, {Quantity.Count(database.Removed)} removed that it had brought in");
            if (database.Forgotten > 0)
            {
                console.Fact("matches", $"{Quantity.Count(database.Forgotten)} forgotten; the next sync recognises rows anew");
            }

            if (database.Kept > 0)
            {
                console.Line($"  [yellow]![/] {(database.Kept == 1 ? "1 row was edited since, or is referred to, and stays as it is" : $"{Quantity.Count(database.Kept)} rows were edited since, or are referred to, and stay as they are")}");
            }
        }
    }
}
