using Ferry.Cli.Formats;
using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Writing;
using Spectre.Console;

namespace Ferry.Cli.Output.Views;

/// <summary>What a sync will do: numbers first, then a few rows of each table, then what a person should settle.</summary>
internal static class SyncPlanView
{
    public static void Render(IAnsiConsole console, SyncPlanDocument plan)
    {
        console.Line($"[bold]Plan[/]: merge {plan.Source} into [bold]{plan.Into}[/]; nothing is ever deleted");
        foreach (var database in plan.Databases)
        {
            RenderDatabase(console, database);
        }
    }

    private static void RenderDatabase(IAnsiConsole console, SyncDatabaseDocument database)
    {
        console.Line($"  {database.Key}: {database.Source} → [bold]{database.Target}[/]");
        var moving = database.Tables.Where(IsMoving).ToList();
        if (moving.Count > 0)
        {
            console.Write(new Padder(Counts(moving), new Padding(4, 0, 0, 0)));
        }

        var still = database.Tables.Where(table => !IsMoving(table)).Select(table => table.Name).ToList();
        if (still.Count > 0)
        {
            console.Line($"    [grey]nothing to do in {string.Join(", ", still)}[/]");
        }

        SyncLookView.Render(console, database.Tables);
        foreach (var table in moving)
        {
            SyncRowView.Render(console, table);
        }

        SyncAdviceView.Render(console, moving);
        console.Findings(database.Findings);
        console.Line($"    [grey]staged in {database.Staging}[/]");
    }

    private static bool IsMoving(SyncTableDocument table) =>
        table.Inserted + table.Updated + table.Adopted + table.Conflicts + table.Skipped + table.Collapsed + table.Gone + table.DeletedHere + table.Recomputed.Count > 0;

    private static Table Counts(IEnumerable<SyncTableDocument> tables)
    {
        var counts = Prose.Columns("TABLE", "NEW", "CHANGED", "MATCHED", "OPEN", "");
        for (var column = 1; column <= 4; column++)
        {
            counts.Columns[column].RightAligned();
        }

        counts.Columns[5].NoWrap = false;
        foreach (var table in tables)
        {
            counts.AddRow(
                new Text(table.Name), Number(table.Inserted, "green"), Number(table.Updated, "yellow"), Number(table.Adopted, "default"),
                Number(table.Conflicts + table.Skipped, "red"), new Text(Notes(table)));
        }

        return counts;
    }

    private static Markup Number(long rows, string style) => rows == 0 ? new Markup("[grey]–[/]") : new Markup($"[{style}]{Quantity.Count(rows)}[/]");

    private static string Notes(SyncTableDocument table) => string.Join(", ", new[]
    {
        (table.StillOpen, "still open from an earlier sync"), (table.Renumbered, "under another id"), (table.Placeholders, "standing in for rows that do not come"), (table.Collapsed, "collapsed"), (table.Gone, "gone from the source, kept here"), (table.DeletedHere, "deleted here, not brought back"),
    }.Where(note => note.Item1 > 0).Select(note => $"{Quantity.Count(note.Item1)} {note.Item2}").Concat(table.Recomputed.Select(column => $"computes {column}")));
}
