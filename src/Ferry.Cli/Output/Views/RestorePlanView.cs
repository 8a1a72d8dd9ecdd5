using Ferry.Cli.Formats;
using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Writing;
using Spectre.Console;

namespace Ferry.Cli.Output.Views;

/// <summary>What a restore will do: what is there now, what goes, what comes.</summary>
internal static class RestorePlanView
{
    private const int KeptShown = 5;

    public static void Render(IAnsiConsole console, RestorePlanDocument plan, DateTimeOffset now)
    {
        console.Line($"[bold]Plan[/]: {plan.Name} ({plan.Environment}, {Moment.Ago(now - plan.CreatedAt)}) into [bold]{plan.Into}[/]{(plan.Protected ? ", which is protected" : "")}");
        foreach (var database in plan.Databases)
        {
            RenderDatabase(console, database);
        }

        console.Findings(plan.Findings);
    }

    private static string Means(string mode) => mode switch
    {
        "create" => "Nothing is there yet.",
        "aside" => "What is there is no readable database; it is kept aside, the new is compared, then takes its place.",
        _ => "What is there gets a safety backup; the new is loaded beside it, compared, swapped in.",
    };

    private static void RenderDatabase(IAnsiConsole console, DatabasePlanDocument database)
    {
        console.Line($"  {database.Key} → [bold]{database.Target}[/]");
        console.Line($"    [grey]{Means(database.Mode)}[/]");
        var table = Prose.Columns("TABLE", "NOW", "AFTER", "");
        table.Columns[1].RightAligned();
        table.Columns[2].RightAligned();
        var kept = database.Tables.Where(entry => entry.Action == "keep").ToList();
        foreach (var entry in database.Tables.Except(kept).Concat(kept.Take(KeptShown)))
        {
            table.AddRow(
                new Text(entry.Name), new Text(Now(entry)), new Text(After(entry)), Action(entry.Action));
        }

        console.Write(new Padder(table, new Padding(3, 0, 0, 0)));
        if (kept.Count > KeptShown)
        {
            console.Line($"    [grey]and {kept.Count - KeptShown} more stay as they are[/]");
        }
    }

    private static string Now(TablePlanDocument table) => table.Action == "create" ? "–" : $"~{Quantity.Count(table.ExistingRows)}";

    private static string After(TablePlanDocument table) => table.Action switch
    {
        "remove" => "–",
        "keep" => $"~{Quantity.Count(table.ExistingRows)}",
        _ => Quantity.Count(table.Rows),
    };

    private static Markup Action(string action) => action switch
    {
        "create" => new Markup("[green]new[/]"),
        "replace" => new Markup("[yellow]replaced[/]"),
        "remove" => new Markup("[red]removed[/]"),
        _ => new Markup("[grey]stays[/]"),
    };
}
