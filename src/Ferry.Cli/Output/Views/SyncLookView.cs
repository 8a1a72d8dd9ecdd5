using Ferry.Cli.Formats;
using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Writing;
using Spectre.Console;

namespace Ferry.Cli.Output.Views;

/// <summary>How much of the source a sync has read, and by what it passed over the rest: what it trusts should be seen.</summary>
internal static class SyncLookView
{
    private const int Named = 3;

    private static readonly string[] _looks = ["whole", "digests", "watermark", "stamp"];

    public static void Render(IAnsiConsole console, IReadOnlyList<SyncTableDocument> tables)
    {
        var read = tables.Where(IsRead).ToList();
        if (read.Count > 0)
        {
            console.Line($"    [grey]read {Rows(read.Sum(table => table.Read))}: {string.Join("; ", Groups(read))}[/]");
        }

        var passed = tables.Where(table => !IsRead(table)).ToList();
        if (passed.Count > 0)
        {
            console.Line($"    [grey]passed over: {string.Join("; ", Groups(passed))}[/]");
        }
    }

    private static bool IsRead(SyncTableDocument table) => table.Read > 0 || table.Look == "whole";

    private static IEnumerable<string> Groups(IEnumerable<SyncTableDocument> tables) => _looks
        .Select(look => (Look: look, Tables: tables.Where(table => table.Look == look).ToList()))
        .Where(group => group.Tables.Count > 0)
        .Select(group => $"{Names(group.Tables)} {(group.Look == "whole" ? "" : "by ")}{group.Look}{Part(group.Tables)}");

    private static string Names(List<SyncTableDocument> tables) =>
        tables.Count > Named ? Quantity.Count(tables.Count, "table") : string.Join(", ", tables.Select(table => table.Name));

    private static string Part(List<SyncTableDocument> tables) => tables.All(table => table.Held is not null)
        ? $" ({(tables.Any(IsRead) ? $"{Quantity.Count(tables.Sum(table => table.Read))} of " : "")}{Rows(tables.Sum(table => table.Held!.Value))})"
        : "";

    private static string Rows(long rows) => Quantity.Count(rows, "row");
}
