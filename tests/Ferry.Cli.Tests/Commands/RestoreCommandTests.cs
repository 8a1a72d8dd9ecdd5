namespace Ferry.Cli.Tests.Commands;

public sealed class RestoreCommandTests : IAsyncLifetime
{
    private readonly CliRun _run = new();

    public async ValueTask InitializeAsync()
    {
        _run.Configure();
        (await _run.RunAsync("backup", "--production")).ShouldBe(0, _run.Error);
    }

    public ValueTask DisposeAsync()
    {
        _run.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Nothing_is_asked_where_nothing_is_there()
    {
        (await _run.RunAsync("restore", "--production", "--backup", "latest")).ShouldBe(0, _run.Error);

        _run.Sql("local.db", "SELECT count(*) FROM users").ShouldBe(3L);
        _run.Error.ShouldContain("Plan");
    }

    [Fact]
    public async Task A_script_must_say_which_backup()
    {
        (await _run.RunAsync("restore")).ShouldBe(2);

        _run.Error.ShouldContain("--backup latest");
    }

    [Fact]
    public async Task A_script_must_say_that_data_may_be_replaced()
    {
        _run.Sql("local.db", "CREATE TABLE users (id INTEGER); INSERT INTO users VALUES (77)");

        (await _run.RunAsync("restore", "--backup", "latest")).ShouldBe(2);

        _run.Error.ShouldContain("--force");
        _run.Sql("local.db", "SELECT id FROM users").ShouldBe(77L);
    }

    [Fact]
    public async Task Forced_it_replaces_data_keeps_a_safety_backup_and_says_how_to_undo()
    {
        _run.Sql("local.db", "CREATE TABLE users (id INTEGER); INSERT INTO users VALUES (77)");

        (await _run.RunAsync("restore", "--production", "--backup", "latest", "--force")).ShouldBe(0, _run.Error);

        _run.Sql("local.db", "SELECT count(*) FROM users").ShouldBe(3L);
        var undo = _run.Output.Split('\n').Single(line => line.Contains("undo", StringComparison.Ordinal)).Split("ferry ")[1].Trim();
        (await _run.RunAsync([.. undo.Split(' '), "--force"])).ShouldBe(0, _run.Error);
        _run.Sql("local.db", "SELECT id FROM users").ShouldBe(77L);
    }

    [Theory]
    [InlineData("--into production")]
    [InlineData("--into production --allow-protected")]
    [InlineData("--into production --allow-protected --confirm local")]
    [InlineData("--into production --confirm production")]
    [InlineData("--into sqlite:production.db")]
    public async Task A_protected_target_is_refused_until_it_is_said_twice(string flags)
    {
        (await _run.RunAsync([.. "restore --backup latest --force".Split(' '), .. flags.Split(' ')])).ShouldBe(10);

        _run.Error.ShouldContain("production");
        Directory.GetFiles(_run.PathOf("backups/movies"), "*.zip").Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("ln")]
    [InlineData("ln -s")]
    public async Task A_protected_file_is_known_under_its_other_names(string link)
    {
        using (var made = System.Diagnostics.Process.Start("sh", ["-c", $"cd '{_run.Folder}' && {link} production.db other.db"]))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        (await _run.RunAsync([.. "restore --backup latest --force --into sqlite:other.db".Split(' ')])).ShouldBe(10, _run.Error);

        _run.Error.ShouldContain("restore.protected");
        (await _run.RunAsync([.. "restore --backup latest --force --into sqlite:other.db --allow-protected --confirm production".Split(' ')])).ShouldBe(0, _run.Error);
    }

    [Fact]
    public async Task An_environment_that_turns_out_to_be_the_protected_database_is_refused()
    {
        File.WriteAllText(_run.PathOf("ferry.json"), """
            { "Ferry": { "Application": "movies", "Environments": {
                "local": { "Databases": { "main": "sqlite:production.db" } },
                "production": { "Databases": { "main": "sqlite:/srv/moved/production.db" } } } } }
            """);

        (await _run.RunAsync([.. "restore --backup latest --force".Split(' ')])).ShouldBe(10, _run.Error);
        _run.Error.ShouldContain("environment 'production', which is protected");
        _run.Error.ShouldContain("--allow-protected --confirm production");

        (await _run.RunAsync([.. "restore --backup latest --force --allow-protected --confirm production".Split(' ')])).ShouldBe(0, _run.Error);
    }

    [Fact]
    public async Task A_protected_target_said_twice_is_restored()
    {
        _run.Sql("production.db", "DELETE FROM users");

        (await _run.RunAsync([.. "restore --backup latest --force --into production --allow-protected --confirm production".Split(' ')])).ShouldBe(0, _run.Error);

        _run.Sql("production.db", "SELECT count(*) FROM users").ShouldBe(3L);
    }

    [Fact]
    public async Task A_file_and_a_URL_need_no_configuration()
    {
        File.Move(Directory.GetFiles(_run.PathOf("backups/movies"), "*.zip").Single(), _run.PathOf("found.zip"));
        File.Delete(_run.PathOf("ferry.json"));

        (await _run.RunAsync("restore", "--backup", "found.zip", "--into", "sqlite:copy.db")).ShouldBe(0, _run.Error);

        _run.Sql("copy.db", "SELECT count(*) FROM users").ShouldBe(3L);
    }

    [Theory]
    [InlineData("mysql://app:canary-7f3@db/app", "mysql://app@db/app")]
    [InlineData("env:TARGET_URL", "env:TARGET_URL")]
    [InlineData("staging", "staging")]
    public void A_command_to_type_never_holds_a_password(string into, string typed) =>
        new Ferry.Cli.Commands.RestoreChoice(null, null, into, null, [], Salvage: false, AllowProtected: false, null).TypedInto("staging", "mysql://app@db/app").ShouldBe(typed);

    [Fact]
    public async Task Some_tables_leave_the_others_as_they_are()
    {
        _run.Sql("local.db", "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE mine (a); INSERT INTO mine VALUES (5)");

        (await _run.RunAsync("restore", "--production", "--backup", "latest", "--table", "users", "--force")).ShouldBe(0, _run.Error);

        _run.Sql("local.db", "SELECT count(*) FROM users").ShouldBe(3L);
        _run.Sql("local.db", "SELECT a FROM mine").ShouldBe(5L);
        _run.Error.ShouldContain("stays");
    }

    [Fact]
    public async Task Some_tables_go_into_a_file_that_is_not_there_yet()
    {
        (await _run.RunAsync("restore", "--production", "--backup", "latest", "--table", "users", "--into", "sqlite:fresh.db")).ShouldBe(0, _run.Error);

        _run.Sql("fresh.db", "SELECT count(*) FROM users").ShouldBe(3L);
        _run.Sql("fresh.db", "SELECT group_concat(name) FROM sqlite_schema WHERE type = 'table'").ShouldBe("users");
    }

    [Fact]
    public async Task The_plan_is_a_line_of_JSON_before_the_result()
    {
        await _run.RunAsync("restore", "--production", "--backup", "latest", "--json");

        _run.Lines[0].GetProperty("type").GetString().ShouldBe("plan");
        _run.Lines[0].GetProperty("databases")[0].GetProperty("mode").GetString().ShouldBe("create");
        _run.Lines[^1].GetProperty("type").GetString().ShouldBe("result");
        _run.Lines[^1].GetProperty("safetyBackup").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }
}
