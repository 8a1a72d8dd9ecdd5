using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.EndToEnd.Tests.Sync;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Tool;

/// <summary>Backups of servers, rows in chunks rather than a file, as the source of a sync; with the real process.</summary>
public sealed class SyncBackupToolTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ferry-sync-backup-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory, OnEachServer]
    public async Task A_backup_is_merged_and_what_is_remembered_is_shared_with_live_syncs(ServerKind kind)
    {
        await using var pair = await MakeAsync(kind);
        (await RunAsync("backup --production")).Ended(0);

        (await RunAsync("sync --backup latest --force")).Ended(0).Output.ShouldContain("Merged production into local");

        (await pair.Production.RowsAsync(SyncScene.Watched)).ShouldBeSubsetOf(await pair.Local.RowsAsync(SyncScene.Watched));
        var merged = await pair.Local.DumpAsync();
        (await RunAsync("sync --backup latest")).Ended(0).Output.ShouldContain("nothing to do");
        (await RunAsync("sync --production")).Ended(0).Output.ShouldContain("nothing to do");
        (await pair.Local.DumpAsync()).ShouldBe(merged);
        (await RunAsync("sync undo --force")).Ended(0);
        (await pair.Local.RowsAsync("SELECT email FROM users ORDER BY 1")).ShouldBe(["ana@x.org", "dev@x.org", "eve@x.org"]);
    }

    [Theory, OnEachServer]
    public async Task Rows_that_changed_between_backups_are_found_and_what_was_edited_here_stays(ServerKind kind)
    {
        await using var pair = await MakeAsync(kind);
        (await RunAsync("sync --production --force")).Ended(0);
        await pair.Production.ExecuteAsync(
            "UPDATE movies SET released = 1998 WHERE slug = 'cube'", "INSERT INTO movies VALUES (9, 'dune', 'Dune', 1984)", "INSERT INTO movie_user VALUES (9, 9, 1, 5)");
        await pair.Local.ExecuteAsync("UPDATE movies SET title = 'Mine' WHERE slug = 'cube'");
        (await RunAsync("backup --production")).Ended(0);

        (await RunAsync("sync --backup latest --force")).Ended(0);

        (await pair.Local.RowsAsync("SELECT title, released FROM movies WHERE slug IN ('cube', 'dune') ORDER BY slug")).ShouldBe(["Mine|1998", "Dune|1984"]);
        (await pair.Local.RowsAsync(SyncScene.Watched)).ShouldContain("ana@x.org|dune|5");
        (await RunAsync("sync --production")).Ended(0).Output.ShouldContain("nothing to do");
    }

    [Theory, OnEachServer]
    public async Task A_backup_of_another_environment_is_refused(ServerKind kind)
    {
        await using var pair = await MakeAsync(kind);
        (await RunAsync("backup --local")).Ended(0);
        var backup = Directory.GetFiles(_folder.FullName, "local-*.zip", SearchOption.AllDirectories).Single();
        var before = await pair.Local.DumpAsync();

        (await RunAsync($"sync --production --backup {backup} --force")).Ended(10).Error.ShouldContain("sync.other-environment");

        (await pair.Local.DumpAsync()).ShouldBe(before);
    }

    [Theory, OnEachServer]
    public async Task A_backup_that_is_older_than_what_the_last_sync_saw_is_refused_and_a_later_one_is_merged(ServerKind kind)
    {
        await using var pair = await MakeAsync(kind);
        (await RunAsync("backup --production")).Ended(0);
        var older = Backups().Single();
        await pair.Production.ExecuteAsync("UPDATE movies SET released = 1998 WHERE slug = 'cube'");
        (await RunAsync("sync --production --force --no-backup")).Ended(0);
        var merged = await pair.Local.DumpAsync();

        var refused = (await RunAsync($"sync --backup {older} --force --no-backup")).Ended(10);

        refused.Error.ShouldContain("sync.source-older");
        refused.Error.ShouldContain("What production holds is older than what the last sync saw");
        refused.Error.ShouldContain("a later backup");
        (await pair.Local.DumpAsync()).ShouldBe(merged);
        (await RunAsync("backup --production")).Ended(0);
        (await RunAsync($"sync --backup {Backups().Except([older]).Single()} --force --no-backup")).Ended(0).Output.ShouldContain("nothing to do");

        // Production is to be what it was: that is said once.
        var settings = Path.Combine(_folder.FullName, "ferry.json");
        var text = await File.ReadAllTextAsync(settings, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(settings, text.Replace("\"Sync\": {", "\"Sync\": { \"OlderSource\": \"warn\",", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        (await RunAsync($"sync --backup {older} --force --no-backup")).Ended(0).Error.ShouldContain("sync.source-older");
        (await pair.Local.RowsAsync("SELECT released FROM movies WHERE slug = 'cube'")).ShouldBe(["1997"]);
    }

    [Theory, OnEachServer]
    public async Task Rows_of_a_backup_arrive_masked_and_no_raw_value_with_them(ServerKind kind)
    {
        await using var pair = await MakeAsync(kind, """, "Mask": { "users.email": "email", "users.name": "name" } """);
        (await RunAsync("backup --production")).Ended(0);

        (await RunAsync("sync --backup latest --dry-run")).Ended(0);
        (await StagedAsync(pair.Local)).ShouldNotContain("bob@x.org");
        (await RunAsync("sync --backup latest --force")).Ended(0);

        (await pair.Local.RowsAsync("SELECT COUNT(*) FROM users WHERE email LIKE '%@example.org'")).ShouldBe(["3"]);
        (await pair.Local.RowsAsync("SELECT email FROM users WHERE email IN ('bob@x.org', 'cy@x.org') OR name IN ('Bob', 'Cy')")).ShouldBeEmpty();
        (await RunAsync("sync --production")).Ended(0).Output.ShouldContain("nothing to do");
    }

    [Theory, OnEachServer]
    public async Task A_part_of_the_rows_of_a_backup_is_refused_before_anything_is_written(ServerKind kind)
    {
        await using var pair = await MakeAsync(kind, """, "Where": { "movies": "released > 1980" } """);
        (await RunAsync("backup --production")).Ended(0);
        var before = await pair.Local.DumpAsync();

        (await RunAsync("sync --backup latest --force")).Ended(12).Error.ShouldContain("sync.filter-in-backup");

        (await pair.Local.DumpAsync()).ShouldBe(before);
        (await RunAsync("sync --production --force")).Ended(0);
        (await pair.Local.RowsAsync("SELECT slug FROM movies ORDER BY 1")).ShouldBe(["alien", "brazil", "cube"]);
    }

    private string[] Backups() => Directory.GetFiles(_folder.FullName, "production-*.zip", SearchOption.AllDirectories);

    /// <summary>All texts that the staging area holds.</summary>
    private static async Task<string> StagedAsync(SyncSide side)
    {
        var area = $"{side.Target.Database}_ferry_production";
        var told = new List<string>();
        foreach (var table in await side.RowsAsync($"SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = '{area}'"))
        {
            told.AddRange(await side.RowsAsync($"SELECT * FROM `{area}`.`{table}`"));
        }

        told.ShouldContain(row => row.Contains("@example.org", StringComparison.Ordinal), "staged rows wait for the plan to be applied");
        return string.Join('\n', told);
    }

    private async Task<SyncPair> MakeAsync(ServerKind kind, string settings = "")
    {
        var pair = new SyncPair(await ServerSide.MakeAsync(kind), await ServerSide.MakeAsync(kind));
        await SyncScene.MakeAsync(pair, numbered: true);
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "ferry.json"),
            $$"""
            { "Ferry": { "Application": "movies", "Backup": { "LockTimeout": "60s" }, "Environments": {
                "local": { "Databases": { "main": "{{pair.Local.Target.Display}}" } },
                "production": { "Databases": { "main": "{{pair.Production.Target.Display}}" } } },
              "Sync": {
                "Identity": { "users": ["email"], "movies": ["slug"], "movie_user": ["movie_id", "user_id"] },
                "References": { "comments.commentable_id": { "Type": "commentable_type", "Tables": { "movie": "movies", "order": "orders" } } }{{settings}} } } }
            """,
            TestContext.Current.CancellationToken);
        return pair;
    }

    private Task<FerryRun> RunAsync(string line) => FerryProcess.RunAsync(_folder.FullName, line.Split(' '));
}
