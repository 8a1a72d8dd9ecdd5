using Ferry.Cli.Output.Documents;
using Spectre.Console;

namespace Ferry.Cli.Output.Writing;

/// <summary>The few kinds of lines that all texts are made of. Interpolated values are escaped, so names may hold brackets.</summary>
internal static class Prose
{
    private const int LabelWidth = 12;

    public static void Line(this IAnsiConsole console, FormattableString markup)
    {
        console.Write(new UnwrappedLine(Markup.FromInterpolated(markup)));
        console.WriteLine();
    }

    public static void Done(this IAnsiConsole console, string sentence) => console.Line($"[green]✓[/] [bold]{sentence}[/]");

    public static void Fact(this IAnsiConsole console, string label, string value) => console.Line($"  [grey]{label.PadRight(LabelWidth)}[/] {value}");

    public static void Next(this IAnsiConsole console, string command) => console.Line($"  [grey]{"next".PadRight(LabelWidth)}[/] [blue]{command}[/]");

    public static void Findings(this IAnsiConsole console, IEnumerable<FindingDocument> findings)
    {
        foreach (var finding in findings)
        {
            switch (finding.Severity)
            {
                case "pass":
                    console.Line($"  [green]✓[/] {finding.Message}");
                    break;
                case "warning":
                    console.Line($"  [yellow]![/] {finding.Message} [grey]({finding.Code})[/]");
                    break;
                default:
                    console.Line($"  [red]✗[/] {finding.Message} [grey]({finding.Code})[/]");
                    break;
            }

            if (finding.Remedy is not null && finding.Severity != "pass")
            {
                console.Line($"    [grey]try[/]  [yellow]{finding.Remedy}[/]");
            }
        }
    }

    /// <summary>A table without lines around it, as wide as its content.</summary>
    public static Table Columns(params IEnumerable<string> headings)
    {
        var table = new Table().NoBorder();
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(Markup.FromInterpolated($"[grey]{heading}[/]")) { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        }

        return table;
    }
}
