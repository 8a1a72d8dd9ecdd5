using Ferry.Cli.Hosting;
using Ferry.Cli.Output.Writing;
using Spectre.Console;

namespace Ferry.Cli.Demo;

/// <summary>The demo's steps: real commands, run in this process, each under the line that a person would type.</summary>
internal sealed class DemoScript(CliContext context, IAnsiConsole console, string folder)
{
    private readonly NestedCommand _ferry = new(context, console, context.Host with
    {
        WorkingDirectory = folder,
        Variables = context.Host.Variables.Where(IsOfTheTerminal).ToDictionary(StringComparer.Ordinal),
    });

    public IReadOnlyList<string> Commands => _ferry.Typed;

    /// <summary>Plays the whole story.</summary>
    /// <returns>The exit code of the first command that failed; 0 when all went well.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var production = new DemoDatabase(Path.Combine(folder, "production.db"));
        var local = new DemoDatabase(Path.Combine(folder, "local.db"));
        await PrepareAsync(production, local, cancellationToken);
        foreach (var (title, command) in new[]
        {
            ("Back up production", "backup --production"),
            ("It is in the list", "list"),
            ("Check every byte of it", "verify latest"),
            ("Prove it: restore it somewhere else and compare", "verify latest --drill"),
        })
        {
            if (await _ferry.RunAsync(title, command, cancellationToken) is not ExitCode.Ok and var failed)
            {
                return failed;
            }
        }

        await DamageAsync(local, cancellationToken);
        if (await _ferry.RunAsync("Bring production's data to local", "restore --production --backup latest --force", cancellationToken) is not ExitCode.Ok and var broken)
        {
            return broken;
        }

        console.WriteLine();
        console.Line($"  local now   [green]{await local.DescribeAsync(cancellationToken)}[/]");
        console.Line($"  production  [green]{await production.DescribeAsync(cancellationToken)}[/]");
        return await new SyncChapter(_ferry, console, production, local).RunAsync(cancellationToken);
    }

    private async Task PrepareAsync(DemoDatabase production, DemoDatabase local, CancellationToken cancellationToken)
    {
        await production.CreateAsync(movies: 250, users: 600, cancellationToken);
        await local.CreateAsync(movies: 200, users: 400, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "ferry.json"), Configuration, cancellationToken);
        console.Line($"[bold]Two SQLite databases in {folder}[/]");
        console.Line($"  production  {await production.DescribeAsync(cancellationToken)}");
        console.Line($"  local       {await local.DescribeAsync(cancellationToken)}");
    }

    private async Task DamageAsync(DemoDatabase local, CancellationToken cancellationToken)
    {
        _ferry.Announce("Wreck the local database", $"sqlite3 local.db \"{DemoDatabase.Damage}\"");
        await local.RunAsync(DemoDatabase.Damage, cancellationToken);
        console.Line($"  local now   [red]{await local.DescribeAsync(cancellationToken)}[/]");
    }

    // What the surroundings say about databases must not reach the demo.
    private static bool IsOfTheTerminal(KeyValuePair<string, string> variable) => variable.Key is "TERM" or "COLORTERM" or "NO_COLOR" or "CI";

    private const string Configuration = """
        {
          "Ferry": {
            "Application": "movies",
            "Current": "local",
            "Environments": {
              "local":      { "Databases": { "main": "sqlite:local.db" } },
              "production": { "Databases": { "main": "sqlite:production.db" } }
            },
            "Sync": { "Identity": { "users": ["email"], "movies": "primary-key" } }
          }
        }

        """;
}
