using System.Text.RegularExpressions;
using Ferry.EndToEnd.Tests.Sync;

namespace Ferry.EndToEnd.Tests.Tool;

/// <summary>The scene that sync is made for, played with the real process: production and local know the same people under other ids.</summary>
public abstract partial class SyncToolTests : IAsyncLifetime
{
    private const int Killed = 128 + 9;
    private const int Enough = 60;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ferry-sync-");
    private SyncPair _pair = null!;
    private string _beginning = "";

    public async ValueTask InitializeAsync()
    {
        _pair = new SyncPair(await MakeSideAsync(), await MakeSideAsync());
        await SyncScene.MakeAsync(_pair, numbered: true);
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "ferry.json"),
            SyncScene.Settings(_pair),
            TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _pair.DisposeAsync();
        GC.SuppressFinalize(this);
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Production_is_merged_twice_edited_merged_and_taken_back()
    {
        var before = await LocalAsync();
        var keys = await KeysAsync();

        (await RunAsync("sync --production --dry-run")).Ended(0).Error.ShouldContain("nothing is ever deleted");
        (await LocalAsync()).ShouldBe(before);

        var first = (await RunAsync("sync --production --force")).Ended(0);
        first.Output.ShouldContain("Merged production into local");
        var merged = await LocalAsync();
        keys.ShouldBeSubsetOf(await KeysAsync());
        var watched = await _pair.Local.RowsAsync(SyncScene.Watched);
        (await _pair.Production.RowsAsync(SyncScene.Watched)).ShouldBeSubsetOf(watched);

        (await RunAsync("sync --production")).Ended(0).Output.ShouldContain("nothing to do");
        (await LocalAsync()).ShouldBe(merged);

        await _pair.Local.ExecuteAsync("UPDATE movies SET title = 'My cut' WHERE slug = 'alien'");
        await _pair.Production.ExecuteAsync("UPDATE movies SET title = 'Alien, the cut' WHERE slug = 'alien'", "UPDATE movies SET released = 1999 WHERE slug = 'cube'");
        var open = (await RunAsync("sync --production --force")).Ended(3);
        open.Error.ShouldContain("title: My cut here, Alien, the cut there");
        (await _pair.Local.RowsAsync("SELECT title FROM movies WHERE slug = 'alien'")).ShouldBe(["My cut"]);
        (await _pair.Local.RowsAsync("SELECT released FROM movies WHERE slug = 'cube'")).ShouldBe(["1999"]);

        (await RunAsync("sync undo --force")).Ended(0);
        (await _pair.Local.RowsAsync("SELECT released FROM movies WHERE slug = 'cube'")).ShouldBe(["1997"]);
        await _pair.Local.ExecuteAsync("UPDATE movies SET title = 'Alien' WHERE slug = 'alien'");
        (await RunAsync("sync undo --force")).Ended(0);
        (await LocalAsync()).ShouldBe(before);
        Runs().Count((await RunAsync("sync history")).Ended(0).Output).ShouldBe(2);
    }

    [Fact]
    public async Task Killed_at_any_point_a_sync_has_written_all_or_nothing_and_so_has_its_undoing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Needs SIGKILL.");
        _beginning = await _pair.Local.DumpAsync();
        var before = await SyncScene.ToldAsync(_pair.Local);
        (await RunAsync("sync --production --force")).Ended(0);
        var merged = await SyncScene.ToldAsync(_pair.Local);
        (await RunAsync("sync undo --force")).Ended(0);
        (await IsAsync(before, merged)).ShouldBe(before);

        (await SweepAsync("sync --production --force", "sync undo --force", before, merged)).ShouldBeInRange(9, Enough - 1);
        (await RunAsync("sync --production")).Ended(0).Output.ShouldContain("nothing to do");

        (await SweepAsync("sync undo --force", "sync --production --force", merged, before)).ShouldBeInRange(1, Enough - 1);
        (await RunAsync("sync --production --force")).Ended(0);
        (await IsAsync(merged, before)).ShouldBe(merged);
    }

    [Theory]
    [InlineData("sync --production --force")]
    [InlineData("sync undo --force")]
    public async Task Killed_between_its_parts_a_large_run_is_finished_by_the_next_or_taken_back(string then)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Needs SIGKILL.");
        var beginning = await _pair.Local.DumpAsync();
        var before = await SyncScene.ToldAsync(_pair.Local);
        (await RunAsync("sync --production --force")).Ended(0);
        var merged = await SyncScene.ToldAsync(_pair.Local);
        (await RunAsync("sync undo --force")).Ended(0);
        var settings = Path.Combine(_folder.FullName, "ferry.json");
        var text = await File.ReadAllTextAsync(settings, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(settings, text.Replace("\"Sync\": {", "\"Sync\": { \"RowsPerTransaction\": 1,", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var killed = await FerryProcess.RunAsync(_folder.FullName, ["sync", "--production", "--force"], new Dictionary<string, string> { ["FERRY_CRASH_AT"] = "sync.part-committed" });

        killed.ExitCode.ShouldBe(Killed, killed.Error);
        (await RunAsync("sync history")).Ended(0).Output.ShouldContain("applying");
        (await RunAsync(then)).Ended(0);
        (await SyncScene.ToldAsync(_pair.Local)).ShouldBe(then.Contains("undo", StringComparison.Ordinal) ? before : merged);
        if (then.Contains("undo", StringComparison.Ordinal))
        {
            (await _pair.Local.DumpAsync()).ShouldBe(beginning);
            return;
        }

        (await RunAsync("sync --production")).Ended(0).Output.ShouldContain("nothing to do");
    }

    /// <summary>Kills a command at the first point it reaches, then at the second, until it gets through; another command takes back what a killed one had already done.</summary>
    /// <returns>The number of points.</returns>
    private async Task<int> SweepAsync(string command, string back, string from, string to)
    {
        for (var point = 1; point <= Enough; point++)
        {
            var run = await FerryProcess.RunAsync(_folder.FullName, command.Split(' '), new Dictionary<string, string> { ["FERRY_CRASH_AT"] = $"#{point}" });
            if (run.ExitCode != Killed)
            {
                run.Ended(0);
                (await IsAsync(to, from)).ShouldBe(to);
                return point - 1;
            }

            if (await IsAsync(from, to) == to)
            {
                (await RunAsync(back)).Ended(0);
                (await IsAsync(from, to)).ShouldBe(from);
            }
        }

        return Enough;
    }

    /// <summary>Demands one of two states; the one before any sync to the last cell.</summary>
    private async Task<string> IsAsync(string expected, string other)
    {
        var now = await SyncScene.ToldAsync(_pair.Local);
        now.ShouldBeOneOf(expected, other);
        if (!now.Contains("bob@x.org", StringComparison.Ordinal))
        {
            (await _pair.Local.DumpAsync()).ShouldBe(_beginning);
        }

        return now;
    }

    private protected abstract Task<SyncSide> MakeSideAsync();

    private async Task<IReadOnlyList<string>> LocalAsync() =>
        [.. await _pair.Local.RowsAsync("SELECT * FROM users ORDER BY id"), .. await _pair.Local.RowsAsync("SELECT * FROM movies ORDER BY id"), .. await _pair.Local.RowsAsync("SELECT * FROM comments ORDER BY id"),
            .. await _pair.Local.RowsAsync("SELECT * FROM orders ORDER BY id"), .. await _pair.Local.RowsAsync(SyncScene.Watched), .. await _pair.Local.RowsAsync(SyncScene.Ordered)];

    // Local people keep their ids, and what was ordered here stays what it is.
    private async Task<IReadOnlyList<string>> KeysAsync() =>
        [.. await _pair.Local.RowsAsync("SELECT id, email FROM users"), .. await _pair.Local.RowsAsync("SELECT id, slug FROM movies"), .. await _pair.Local.RowsAsync("SELECT * FROM orders"),
            .. await _pair.Local.RowsAsync("SELECT id, body FROM comments"), .. await _pair.Local.RowsAsync("SELECT id, movie_id, user_id FROM movie_user")];

    private Task<FerryRun> RunAsync(string line) => FerryProcess.RunAsync(_folder.FullName, line.Split(' '));

    [GeneratedRegex(@"\bundone\b")]
    private static partial Regex Runs();
}
