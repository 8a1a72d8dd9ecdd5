using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Writing;
using Spectre.Console;

namespace Ferry.Cli.Output.Views;

/// <summary>A few rows of a table in a plan: what comes, what changes, what is left open.</summary>
internal static class SyncRowView
{
    private const int Shown = 3;
    private const int CellsShown = 4;
    private const int LongestValue = 32;

    public static void Render(IAnsiConsole console, SyncTableDocument table)
    {
        foreach (var row in table.Samples.Take(Shown))
        {
            console.Line($"    [{(row.Action == "insert" ? "green" : "yellow")}]{(row.Action == "insert" ? "+" : "~")}[/] {table.Name} {Key(row)}  {Cells(row)}");
        }

        foreach (var row in table.Open.Take(Shown))
        {
            console.Line($"    [red]?[/] {table.Name} {Key(row)}  {Meaning(row.Action)}  {Cells(row)}");
        }
    }

    private static string Meaning(string action) => action == "conflict" ? "changed on both sides, stays as it is here:" : "left out:";

    private static string Key(SyncRowDocument row) =>
        row.TargetKey is null || row.TargetKey == row.SourceKey ? row.SourceKey : $"{row.TargetKey} ({row.SourceKey} there)";

    private static string Cells(SyncRowDocument row)
    {
        var cells = row.Cells.Take(CellsShown).Select(cell => row.Action == "insert" ? $"{cell.Column} {Value(cell.New)}" : $"{cell.Column} {Value(cell.Old)} → {Value(cell.New)}");
        return string.Join("  ", cells) + (row.Cells.Count > CellsShown ? "  …" : "");
    }

    private static string Value(string? value)
    {
        var line = value?.ReplaceLineEndings(" ");
        return line is null ? "NULL" : line.Length > LongestValue ? line[..(LongestValue - 1)] + "…" : line;
    }
}
