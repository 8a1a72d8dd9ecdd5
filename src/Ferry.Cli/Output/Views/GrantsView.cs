using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Writing;
using Spectre.Console;

namespace Ferry.Cli.Output.Views;

/// <summary>A script that can be read, changed and run as it is.</summary>
internal static class GrantsView
{
    public static void Render(IAnsiConsole console, GrantsDocument grants)
    {
        foreach (var database in grants.Databases)
        {
            Comment(console, $"{grants.Environment} {database.Key}: an account that makes complete backups of {database.Database} on {database.Server} and changes nothing.");
            if (database.Statements.Count == 0)
            {
                Comment(console, "Its engine has no accounts: whoever may read the file may back it up.");
                continue;
            }

            Comment(console, "Put a password of your own in, and '%' may be replaced by the host that Ferry connects from.");
            Render(console, database.Statements.Where(statement => statement.Required));
            Comment(console, "A backup is complete without what follows; it is made faster, or says more.");
            Render(console, database.Statements.Where(statement => !statement.Required));
        }
    }

    private static void Render(IAnsiConsole console, IEnumerable<GrantDocument> statements)
    {
        foreach (var statement in statements)
        {
            console.WriteLine();
            Comment(console, statement.Purpose);
            console.Line($"{statement.Statement};");
        }

        console.WriteLine();
    }

    private static void Comment(IAnsiConsole console, string text) => console.Line($"[grey]-- {text}[/]");
}
