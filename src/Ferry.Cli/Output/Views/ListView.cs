using Ferry.Cli.Formats;
using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Writing;
using Spectre.Console;

namespace Ferry.Cli.Output.Views;

/// <summary>Backups, newest first.</summary>
internal static class ListView
{
    public static void Render(IAnsiConsole console, ListDocument list, DateTimeOffset now, string next)
    {
        if (list.Backups.Count == 0)
        {
            console.Line($"There are no backups yet.");
            console.Next(next);
            return;
        }

        var table = Prose.Columns("NAME", "ENVIRONMENT", "AGE", "SIZE", "PROVEN");
        table.Columns[3].RightAligned();
        foreach (var backup in list.Backups)
        {
            table.AddRow(
                new Text(backup.Name), new Text(backup.Environment), new Text(Moment.Ago(now - backup.CreatedAt)),
                new Text(Quantity.Bytes(backup.Size)), Proven(backup.Proof, now));
        }

        console.Write(table);
    }

    /// <summary>One line for a list to choose from.</summary>
    public static string Describe(BackupEntryDocument backup, DateTimeOffset now) =>
        $"{backup.Name}  {Moment.Ago(now - backup.CreatedAt)}  {Quantity.Bytes(backup.Size)}  {backup.Environment}{(backup.Proof is null ? "" : "  ✓ proven")}";

    private static Markup Proven(ProofDocument? proof, DateTimeOffset now) => proof is null
        ? new Markup("[grey]–[/]")
        : Markup.FromInterpolated($"[green]✓[/] {Moment.Ago(now - proof.ProvenAt)}");
}
