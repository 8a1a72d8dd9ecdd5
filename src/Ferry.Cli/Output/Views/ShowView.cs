using Ferry.Cli.Formats;
using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Writing;
using Spectre.Console;

namespace Ferry.Cli.Output.Views;

/// <summary>What is inside a backup.</summary>
internal static class ShowView
{
    public static void Render(IAnsiConsole console, ShowDocument backup, DateTimeOffset now)
    {
        console.Line($"[bold]{backup.Name}[/]");
        console.Fact("application", backup.Application);
        console.Fact("environment", backup.Environment);
        console.Fact("made", $"{Moment.Utc(backup.CreatedAt)}, {Moment.Ago(now - backup.CreatedAt)}, in {Moment.Span(TimeSpan.FromSeconds(backup.Seconds))}");
        console.Fact("by", $"Ferry {backup.Ferry}, archive format {backup.Format}");
        console.Fact("proven", backup.Proof is null ? "not yet" : $"{Moment.Utc(backup.Proof.ProvenAt)} on {string.Join(", ", backup.Proof.Servers.Values.Distinct())}");
        console.Fact("where", $"{backup.File} in {backup.Destination}");
        console.Findings(backup.Warnings);
        foreach (var database in backup.Databases)
        {
            RenderDatabase(console, database);
        }
    }

    private static void RenderDatabase(IAnsiConsole console, DatabaseDocument database)
    {
        console.WriteLine();
        console.Line($"[bold]{database.Key}[/]  {database.Database} on {database.Server}");
        console.Fact("read from", Identity(database.Identity));
        console.Fact("consistency", ConsistencyWords.Of(database.Consistency));
        foreach (var (name, value) in database.Consistency.Position)
        {
            console.Fact(name, value);
        }

        console.Fact("rows", $"{Quantity.Count(database.Rows)} in {Quantity.Count(database.Tables.Count, "table")}, and {Quantity.Count(database.Objects, "other object")}");
        console.Fact("size", $"{Quantity.Bytes(database.Bytes)}, stored {Quantity.Bytes(database.StoredBytes)}");
        var table = Prose.Columns("TABLE", "ROWS", "SIZE", "");
        table.Columns[1].RightAligned();
        table.Columns[2].RightAligned();
        foreach (var entry in database.Tables)
        {
            table.AddRow(
                new Text(entry.Name), new Text(Quantity.Count(entry.Rows)),
                new Text(entry.Bytes > 0 ? Quantity.Bytes(entry.Bytes) : "–"), new Text(Note(entry.Content)));
        }

        console.Write(new Padder(table, new Padding(2, 0, 0, 0)));
    }

    private static string Identity(IdentityDocument server)
    {
        string?[] facts =
        [
            server.Certainty == "place" ? $"{server.Id} (by its place)" : server.Id,
            server.User is null ? null : $"as {server.User}",
            server.Role is null ? null : server.Primary is null ? $"a {server.Role}" : $"a {server.Role} of {server.Primary}",
            server.ReadOnly ? "read-only" : null,
            server.Encryption switch
            {
                null => null,
                "none" => "not encrypted",
                _ => $"encrypted with {server.Encryption}",
            },
        ];
        return string.Join(", ", facts.Where(fact => fact is not null));
    }

    private static string Note(string content) => content switch
    {
        "structureOnly" => "structure only",
        "remote" => "structure only; its rows live elsewhere",
        _ => "",
    };
}
