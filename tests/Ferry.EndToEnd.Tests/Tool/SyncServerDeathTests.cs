using System.Diagnostics;
using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.EndToEnd.Tests.Sync;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Tool;

/// <summary>Servers that are killed under a sync of the real process, as a power cut would, and come back.</summary>
public sealed class SyncServerDeathTests : IDisposable
{
    private const string Sync = "sync --production --force --no-backup";
    private const int Unreachable = 4;
    private const int SourceFailed = 5;
    private const int TargetFailed = 6;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ferry-death-");
    private PrivateServer _server = null!;
    private SyncPair _pair = null!;
    private string _beginning = "";
    private string _before = "";
    private string _merged = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory, OnEachServer]
    public async Task A_target_killed_at_any_step_holds_all_or_nothing_and_the_next_run_ends_it(ServerKind kind)
    {
        await using var server = await PrivateServer.StartAsync(kind, [], Token);
        await using var pair = await MakeAsync(server, await ServerSide.MakeAsync(kind), new ServerSide(await server.CreateDatabaseAsync("sync", Token)));

        // The plan is applied over connections of its own, and there nobody answers any more.
        foreach (var (step, code) in new[] { ("detecting", TargetFailed), ("range-staged", TargetFailed), ("merged", TargetFailed), ("planned", Unreachable), ("written", TargetFailed), ("before-commit", TargetFailed) })
        {
            await KilledAsync(Sync, step, code, answersAgain: false);
            await HoldsAsync(_before, step);
        }

        await KilledAsync(Sync, "committed", TargetFailed, answersAgain: false);
        await HoldsAsync(_merged, "committed");
        (await RunAsync("sync --production")).Ended(0).Output.ShouldContain("nothing to do");
        await EndsAsync();
    }

    [Theory, OnEachServer]
    public async Task A_target_that_was_killed_and_answers_again_is_not_written_to_in_the_same_run_unless_the_plan_was_complete(ServerKind kind)
    {
        await using var server = await PrivateServer.StartAsync(kind, [], Token);
        await using var pair = await MakeAsync(server, await ServerSide.MakeAsync(kind), new ServerSide(await server.CreateDatabaseAsync("sync", Token)));

        foreach (var step in new[] { "range-staged", "merged", "written" })
        {
            await KilledAsync(Sync, step, TargetFailed, answersAgain: true);
            await HoldsAsync(_before, step);
        }

        await KilledAsync(Sync, "planned", 0, answersAgain: true);
        await HoldsAsync(_merged, "planned");
        await EndsAsync();
    }

    [Theory, OnEachServer]
    public async Task A_target_killed_between_the_parts_of_a_large_run_keeps_those_and_the_next_run_ends_it(ServerKind kind)
    {
        await using var server = await PrivateServer.StartAsync(kind, [], Token);
        await using var pair = await MakeAsync(server, await ServerSide.MakeAsync(kind), new ServerSide(await server.CreateDatabaseAsync("sync", Token)));
        await File.WriteAllTextAsync(Settings, SyncScene.Settings(pair).Replace("\"Sync\": {", "\"Sync\": { \"RowsPerTransaction\": 1,", StringComparison.Ordinal), Token);
        var here = await pair.Local.RowsAsync("SELECT email FROM users");

        await KilledAsync(Sync, "part-committed", TargetFailed, answersAgain: false);

        here.ShouldBeSubsetOf(await pair.Local.RowsAsync("SELECT email FROM users"));
        (await RunAsync("sync history")).Ended(0).Output.ShouldContain("applying");
        (await RunAsync(Sync)).Ended(0);
        (await SyncScene.ToldAsync(pair.Local)).ShouldBe(_merged);
        (await RunAsync("sync --production")).Ended(0).Output.ShouldContain("nothing to do");

        await KilledAsync("sync undo --force", "before-undo-commit", TargetFailed, answersAgain: false);
        await HoldsAsync(_merged, "undo");
        (await RunAsync("sync undo --force")).Ended(0);
        (await RunAsync("sync undo --force")).Ended(0); // What was committed before the kill is a run of its own.
        await HoldsAsync(_before, "undone");
    }

    [Theory, OnEachServer]
    public async Task A_source_killed_while_it_is_read_ends_the_sync_and_one_killed_later_does_not(ServerKind kind)
    {
        await using var server = await PrivateServer.StartAsync(kind, [], Token);
        await using var pair = await MakeAsync(server, new ServerSide(await server.CreateDatabaseAsync("sync", Token)), await ServerSide.MakeAsync(kind));
        await server.StopAsync(Token);
        (await RunAsync(Sync)).Ended(Unreachable);
        await server.StartAgainAsync(Token);

        foreach (var step in new[] { "detecting", "range-staged" })
        {
            await KilledAsync(Sync, step, SourceFailed, answersAgain: false);
            await HoldsAsync(_before, step);
        }

        (await RunAsync(Sync)).Ended(0);
        await EndsAsync();
        await KilledAsync(Sync, "staged", 0, answersAgain: false);
        await EndsAsync();
    }

    /// <summary>Kills the server while the process waits at a point, and starts it again before the process goes on, or after it has ended.</summary>
    private async Task KilledAsync(string command, string step, int code, bool answersAgain)
    {
        var hold = Path.Combine(_folder.FullName, "held");
        using var process = FerryProcess.Start(_folder.FullName, command.Split(' '), new Dictionary<string, string> { ["FERRY_CRASH_AT"] = $"sync.{step}", ["FERRY_CRASH_HOLD"] = hold });
        try
        {
            process.StandardInput.Close();
            var (output, error) = (process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
            await UntilAsync(hold, process, step);
            await _server.KillAsync(Token);
            if (answersAgain)
            {
                await _server.StartAgainAsync(Token);
            }

            File.Delete(hold);
            await process.WaitForExitAsync(Token);
            if (!answersAgain)
            {
                await _server.StartAgainAsync(Token);
            }

            new FerryRun(process.ExitCode, await output, $"{step}\n{await error}").Ended(code);
        }
        finally
        {
            process.Kill(); // One that has ended does not mind.
        }
    }

    /// <summary>Demands what is here: the state before any sync to the last cell.</summary>
    private async Task HoldsAsync(string told, string step)
    {
        (await SyncScene.ToldAsync(_pair.Local)).ShouldBe(told, step);
        if (told == _before)
        {
            (await _pair.Local.DumpAsync()).ShouldBe(_beginning, step);
        }
    }

    /// <summary>Merges where that is not done yet, demands what an undisturbed run makes, and takes all of it back.</summary>
    private async Task EndsAsync()
    {
        (await RunAsync(Sync)).Ended(0);
        await HoldsAsync(_merged, "the next run");
        (await RunAsync("sync undo --force")).Ended(0);
        await HoldsAsync(_before, "undone");
    }

    private static async Task UntilAsync(string hold, Process process, string step)
    {
        while (!File.Exists(hold))
        {
            process.HasExited.ShouldBeFalse($"it ended before '{step}'");
            await Task.Delay(20, Token);
        }
    }

    /// <summary>Both sides, and what an undisturbed run makes of them.</summary>
    private async Task<SyncPair> MakeAsync(PrivateServer server, SyncSide production, SyncSide local)
    {
        (_server, _pair) = (server, new SyncPair(production, local));
        await SyncScene.MakeAsync(_pair, numbered: true);
        await File.WriteAllTextAsync(Settings, SyncScene.Settings(_pair), Token);
        (_beginning, _before) = (await _pair.Local.DumpAsync(), await SyncScene.ToldAsync(_pair.Local));
        (await RunAsync(Sync)).Ended(0);
        _merged = await SyncScene.ToldAsync(_pair.Local);
        (await RunAsync("sync undo --force")).Ended(0);
        return _pair;
    }

    private string Settings => Path.Combine(_folder.FullName, "ferry.json");

    private Task<FerryRun> RunAsync(string line) => FerryProcess.RunAsync(_folder.FullName, line.Split(' '));
}
