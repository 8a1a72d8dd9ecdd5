namespace Ferry.Cli.Tests.Commands;

/// <summary>Backups as the source of a sync, and the safety backup as the way back; with two databases.</summary>
public sealed class SyncBackupTests : IDisposable
{
    private readonly CliRun _run = new();

    public SyncBackupTests()
    {
        SyncScene.Prepare(_run);
        File.WriteAllText(_run.PathOf("ferry.json"), """
            { "Ferry": { "Application": "movies", "Environments": {
                "local": { "Databases": { "main": "sqlite:local.db", "shop": "sqlite:local-shop.db" } },
                "production": { "Databases": { "main": "sqlite:production.db", "shop": "sqlite:production-shop.db" } } } } }
            """);
        const string Goods = "CREATE TABLE goods (code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;";
        _run.Sql("production-shop.db", $"{Goods} INSERT INTO goods VALUES ('a', 'Apple'), ('b', 'Bread')");
        _run.Sql("local-shop.db", $"{Goods} INSERT INTO goods VALUES ('a', 'Apfel'), ('z', 'Zest')");
    }

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData("latest")]
    [InlineData("NAME")]
    [InlineData("PATH")]
    public async Task All_databases_of_a_backup_are_merged_without_the_source(string which)
    {
        await BackUpAndForgetAsync();
        var path = Directory.GetFiles(_run.PathOf("backups/movies"), "production-*.zip").Single();
        var backup = which switch { "NAME" => Path.GetFileNameWithoutExtension(path), "PATH" => path, _ => which };

        (await RunAsync($"sync --backup {backup} --force")).ShouldBe(0, _run.Error);

        _run.Output.ShouldContain("Merged production into local");
        Goods().ShouldBe("aApple; bBread; zZest");
        _run.Sql("local.db", "SELECT name FROM users WHERE id = 9").ShouldBe("Bo");
    }

    [Fact]
    public async Task One_of_several_databases_can_be_asked_for()
    {
        await BackUpAndForgetAsync();

        (await RunAsync("sync --backup latest --database shop --force")).ShouldBe(0, _run.Error);

        Goods().ShouldBe("aApple; bBread; zZest");
        _run.Sql("local.db", "SELECT count(*) FROM users").ShouldBe(2L);
    }

    // A time to come counted as the present when the backup was made, not when it is merged.
    [Fact]
    public async Task What_a_watermark_said_in_a_backup_is_not_trusted_of_the_present()
    {
        File.WriteAllText(_run.PathOf("ferry.json"), """
            { "Ferry": { "Application": "movies",
                "Environments": { "local": { "Databases": { "shop": "sqlite:local-shop.db" } }, "production": { "Databases": { "shop": "sqlite:production-shop.db" } } },
                "Sync": { "Identity": { "notes": "primary-key" }, "Watermark": { "notes": "touched" }, "WatermarkMargin": "0s" } } }
            """);
        const string Notes = "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT, touched TEXT);";
        _run.Sql("local-shop.db", Notes);
        _run.Sql("production-shop.db", $"{Notes} WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) INSERT INTO notes SELECT i, 'old', '2020-01-01 10:00:00' FROM n; UPDATE notes SET touched = '2099-01-01 10:00:00' WHERE id = 1");
        (await RunAsync("backup --production")).ShouldBe(0, _run.Error);
        _run.Sql("production-shop.db", "UPDATE notes SET body = 'new', touched = datetime('now', '-1 minute') WHERE id = 200");
        (await RunAsync("sync --backup latest --production --force")).ShouldBe(0, _run.Error);

        (await RunAsync("sync --production --force")).ShouldBe(0, _run.Error);

        _run.Sql("local-shop.db", "SELECT body FROM notes WHERE id = 200").ShouldBe("new");
    }

    [Fact]
    public async Task A_plan_of_a_backup_is_saved_and_applied_when_the_backup_is_gone()
    {
        await BackUpAndForgetAsync();
        (await RunAsync("sync --backup latest --save friday.plan")).ShouldBe(0, _run.Error);
        Directory.Delete(_run.PathOf("backups"), recursive: true);

        (await RunAsync("sync apply friday.plan --force")).ShouldBe(0, _run.Error);

        Goods().ShouldBe("aApple; bBread; zZest");
    }

    [Fact]
    public async Task JSON_names_every_database_once()
    {
        await BackUpAndForgetAsync();

        (await RunAsync("sync --backup latest --force --json")).ShouldBe(0, _run.Error);

        var plan = _run.Lines.Single(line => line.GetProperty("type").GetString() == "plan");
        plan.GetProperty("databases").EnumerateArray().Select(database => database.GetProperty("key").GetString()).ShouldBe(["main", "shop"]);
        plan.GetProperty("databases").EnumerateArray().ShouldAllBe(database => database.GetProperty("source").GetString()!.Contains("production-", StringComparison.Ordinal));
        var result = _run.Lines[^1];
        (result.GetProperty("inserted").GetInt64(), result.GetProperty("updated").GetInt64(), result.GetProperty("staging").GetArrayLength()).ShouldBe((3, 2, 2));
    }

    [Fact]
    public async Task The_safety_backup_is_a_second_way_back_and_keeps_the_state_of_the_target()
    {
        var before = (SyncScene.Describe(_run), Goods());
        await RunAsync("sync --production --force --json");
        var safety = _run.Lines[^1].GetProperty("safetyBackup").GetString();

        (await RunAsync($"restore --backup {safety} --force")).ShouldBe(0, _run.Error);

        (SyncScene.Describe(_run), Goods()).ShouldBe(before);
        _run.Sql("local.db", "SELECT count(*) FROM sqlite_schema WHERE name = 'ferry_production_runs'").ShouldBe(1L);
        (await RunAsync("sync --production --force")).ShouldBe(0, _run.Error);
        Goods().ShouldBe("aApple; bBread; zZest");
    }

    [Fact]
    public async Task A_backup_of_production_brings_nothing_of_what_sync_keeps_in_local()
    {
        await RunAsync("sync --production --force");
        await RunAsync("backup --production");

        (await RunAsync("restore --production --backup latest --force")).ShouldBe(0, _run.Error);

        _run.Sql("local.db", "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'ferry_%'").ShouldBe(0L);
    }

    [Fact]
    public async Task An_environment_without_a_backup_is_told_which_ones_have_some()
    {
        await RunAsync("backup --local");

        (await RunAsync("sync --production --backup latest --force")).ShouldBe(13);

        _run.Error.ShouldContain("There are only backups of local.");
        _run.Error.ShouldContain("'ferry backup --env production'");
    }

    private async Task BackUpAndForgetAsync()
    {
        (await RunAsync("backup --production")).ShouldBe(0, _run.Error);
        File.Delete(_run.PathOf("production.db"));
        File.Delete(_run.PathOf("production-shop.db"));
    }

    private object? Goods() => _run.Sql("local-shop.db", "SELECT group_concat(code || name, '; ') FROM (SELECT * FROM goods ORDER BY code)");

    private Task<int> RunAsync(string line) => _run.RunAsync(line.Split(' '));
}
