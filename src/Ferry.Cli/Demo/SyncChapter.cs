using Ferry.Cli.Hosting;
using Ferry.Cli.Output.Writing;
using Spectre.Console;

namespace Ferry.Cli.Demo;

/// <summary>The demo's chapter about merging: both sides go their own way, and meet again without losing a row.</summary>
internal sealed class SyncChapter(NestedCommand ferry, IAnsiConsole console, DemoDatabase production, DemoDatabase local)
{
    /// <returns>The exit code of the first command that failed; 0 when all went well.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await ChangeAsync("People sign up in production", "production.db", production, DemoDatabase.NewInProduction, cancellationToken);
        await ChangeAsync("One of them has tried it in local before, as user 601", "local.db", local, DemoDatabase.NewInLocal, cancellationToken);
        if (await RunAsync("Merge: Nadia is the same by her e-mail and keeps her id here, Omar gets another", "sync --production --force", cancellationToken) is not ExitCode.Ok and var failed)
        {
            return failed;
        }

        await ChangeAsync("Change something here", "local.db", local, DemoDatabase.Edit, cancellationToken);
        if (await RunAsync("Merge again: nothing to do, and the edit stays", "sync --production --force", cancellationToken) is not ExitCode.Ok and var again)
        {
            return again;
        }

        // The edited movie is one that the sync had changed, too.
        return await RunAsync("It can be taken back; what was edited since stays", "sync undo --force", cancellationToken) is not ExitCode.Warnings and var ended ? ended : ExitCode.Ok;
    }

    private async Task<int> RunAsync(string title, string command, CancellationToken cancellationToken)
    {
        var exitCode = await ferry.RunAsync(title, command, cancellationToken);
        console.Line($"  local now   [green]{await local.DescribeNewestAsync(cancellationToken)}[/]");
        return exitCode;
    }

    private async Task ChangeAsync(string title, string file, DemoDatabase database, string script, CancellationToken cancellationToken)
    {
        ferry.Announce(title, $"sqlite3 {file} \"{script}\"");
        await database.RunAsync(script, cancellationToken);
        console.Line($"  {Path.GetFileNameWithoutExtension(file)} now   {await database.DescribeNewestAsync(cancellationToken)}");
    }
}
