using Ferry.Cli.Formats;
using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Writing;
using Spectre.Console;

namespace Ferry.Cli.Output.Views;

/// <summary>One table in a plan: how its rows are recognised, and a few of them: what changes, what comes, what is left open.</summary>
internal static class SyncRowView
{
    private const int Shown = 3;
    private const int CellsShown = 4;
    private const int LongestValue = 32;

    public static void Render(IAnsiConsole console, SyncTableDocument table)
    {
        console.Line($"    [bold]{table.Name}[/]  [grey]identity: {table.Identity}[/]");
        var changed = Rows(table.Samples, "update");
        var added = Rows(table.Samples, "insert");
        foreach (var row in changed)
        {
            console.Line($"      [yellow]~[/] {Key(row)}  {Cells(row, cell => $"{cell.Column} {Value(cell.Old)} → {Value(cell.New)}")}");
        }

        foreach (var row in added)
        {
            console.Line($"      [green]+[/] {Key(row)}  {Cells(row, cell => $"{cell.Column} {Value(cell.New)}")}");
        }

        More(console, table, changed.Count, added.Count);
        foreach (var row in table.Open.Take(Shown))
        {
            console.Line($"      [red]?[/] {Key(row)}  {Open(row)}");
        }
    }

    private static List<SyncRowDocument> Rows(IEnumerable<SyncRowDocument> samples, string action) => [.. samples.Where(row => row.Action == action).Take(Shown)];

    private static void More(IAnsiConsole console, SyncTableDocument table, int changed, int added)
    {
        var more = new[] { (table.Updated - changed, "changed"), (table.Inserted - added, "new") }
            .Where(rest => rest.Item1 > 0).Select(rest => $"{Quantity.Count(rest.Item1)} more {rest.Item2}").ToList();
        if (more.Count > 0)
        {
            console.Line($"      [grey]… {string.Join(", ", more)}[/]");
        }
    }

    private static string Open(SyncRowDocument row) => row.Action == "conflict"
        ? Cells(row, cell => $"{cell.Column}: {Value(cell.Old)} here, {Value(cell.New)} there")
        : $"left out: {row.Reason}  {Cells(row, cell => $"{cell.Column} {Value(cell.New)}")}";

    private static string Key(SyncRowDocument row) =>
        row.TargetKey is null || row.TargetKey == row.SourceKey ? row.SourceKey : $"{row.TargetKey} ({row.SourceKey} there)";

    private static string Cells(SyncRowDocument row, Func<SyncCellDocument, string> describe) =>
        string.Join("  ", row.Cells.Take(CellsShown).Select(describe)) + (row.Cells.Count > CellsShown ? "  …" : "");

    /// <summary>A value in as many characters as a line of it may have.</summary>
    public static string Value(string? value)
    {
        var line = value?.ReplaceLineEndings(" ");
        return line is null ? "NULL" : line.Length > LongestValue ? line[..(LongestValue - 1)] + "…" : line;
    }
}
