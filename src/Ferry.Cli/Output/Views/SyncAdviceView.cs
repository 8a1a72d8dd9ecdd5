using Ferry.Cli.Formats;
using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Writing;
using Spectre.Console;

namespace Ferry.Cli.Output.Views;

/// <summary>What a person can settle in a plan: what is left open, and how rows are recognised. Each with the setting to write.</summary>
internal static class SyncAdviceView
{
    public static void Render(IAnsiConsole console, IReadOnlyList<SyncTableDocument> tables)
    {
        RenderConflicts(console, [.. tables.Where(table => table.Conflicts > 0)]);
        RenderSkipped(console, tables.Sum(table => table.Skipped));
        RenderIdentity(console, [.. tables.Where(table => table.IdentitySetting is not null && table.Inserted + table.Updated + table.Adopted > 0)]);
    }

    private static void RenderConflicts(IAnsiConsole console, IReadOnlyList<SyncTableDocument> tables)
    {
        if (tables.Count == 0)
        {
            return;
        }

        var columns = tables.Select(table => $"\"{table.Name}\": {{ {string.Join(", ", ColumnsOf(table).Select(column => $"\"{column}\": \"source\""))} }}");
        console.Line($"  [red]?[/] {Rows(tables.Sum(table => table.Conflicts))} changed on both sides: the values here stay");
        console.Line($"    [grey]try[/]  [yellow]--prefer source for the other side's values, --prefer target to keep these; for good: \"Sync\": {{ \"Policies\": {{ {string.Join(", ", columns)} }} }}[/]");
    }

    private static void RenderSkipped(IAnsiConsole console, long skipped)
    {
        if (skipped > 0)
        {
            console.Line($"  [red]?[/] {Rows(skipped)} left out: more than one row here could be the same, or a parent that they need is missing");
            console.Line($"    [grey]try[/]  [yellow]\"Sync\": {{ \"Identity\": … }} for the first, {{ \"Missing\": … }} for the second; docs/sync.md, What is left open[/]");
        }
    }

    private static void RenderIdentity(IAnsiConsole console, IReadOnlyList<SyncTableDocument> tables)
    {
        var keys = tables.Where(table => table.IdentitySetting!.StartsWith('[')).ToList();
        if (keys.Count > 0)
        {
            console.Line($"  [yellow]![/] The keys of {Names(keys)} are inferred from the schema and hold on both sides; keep them so, or name others");
            console.Line($"    [grey]try[/]  [yellow]{Setting(keys)}[/]");
        }

        var ids = tables.Except(keys).ToList();
        if (ids.Count > 0)
        {
            console.Line($"  [yellow]![/] Whether the same id means the same row is a guess in {Names(ids)}; look at the rows{(ids.Any(table => table.ConfirmIdentity) ? " before you say yes" : "")}");
            console.Line($"    [grey]try[/]  [yellow]{Setting(ids)}, each \"primary-key\" where it does and \"none\" where not[/]");
        }
    }

    private static string Names(IEnumerable<SyncTableDocument> tables) => string.Join(", ", tables.Select(table => table.Name));

    private static string Setting(IEnumerable<SyncTableDocument> tables) =>
        $"\"Sync\": {{ \"Identity\": {{ {string.Join(", ", tables.Select(table => $"\"{table.Name}\": {table.IdentitySetting}"))} }} }}";

    private static IEnumerable<string> ColumnsOf(SyncTableDocument table) =>
        table.Open.Where(row => row.Action == "conflict").SelectMany(row => row.Cells).Select(cell => cell.Column).Distinct(StringComparer.Ordinal).DefaultIfEmpty("*");

    private static string Rows(long rows) => rows == 1 ? "1 row" : $"{Quantity.Count(rows)} rows";
}
