using System.Text.RegularExpressions;
using Ferry.EndToEnd.Tests.Sync;

namespace Ferry.EndToEnd.Tests.Tool;

/// <summary>The scene that sync is made for, played with the real process: production and local know the same people under other ids.</summary>
public abstract partial class SyncToolTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ferry-sync-");
    private SyncPair _pair = null!;

    public async ValueTask InitializeAsync()
    {
        _pair = new SyncPair(await MakeSideAsync(), await MakeSideAsync());
        await SyncScene.MakeAsync(_pair, numbered: true);
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "ferry.json"),
            $$"""
            { "Ferry": { "Application": "movies", "Environments": {
                "local": { "Databases": { "main": "{{UrlOf(_pair.Local)}}" } },
                "production": { "Databases": { "main": "{{UrlOf(_pair.Production)}}" } } },
              "Sync": {
                "Identity": { "users": ["email"] },
                "References": { "comments.commentable_id": { "Type": "commentable_type", "Tables": { "movie": "movies", "order": "orders" } } } } } }
            """,
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

    private protected abstract Task<SyncSide> MakeSideAsync();

    private static string UrlOf(SyncSide side) => side.Target.Display;

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
