using System.Runtime.Versioning;

namespace Ferry.Cli.Tests.Commands;

public sealed class InitCommandTests : IDisposable
{
    private readonly CliRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task It_writes_a_configuration_that_works_and_ends_with_a_proven_backup()
    {
        _run.Sql("app.db", "CREATE TABLE users (id INTEGER); INSERT INTO users VALUES (1)");

        (await _run.RunAsync("init", "--url", "sqlite:app.db", "--application", "movies")).ShouldBe(0, _run.Error);

        _run.Output.ShouldContain("$ ferry backup");
        _run.Output.ShouldContain("Proven");
        (await _run.RunAsync("list", "--json")).ShouldBe(0);
        _run.Lines[0].GetProperty("backups")[0].GetProperty("proof").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Object);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Only_its_owner_can_read_the_file()
    {
        _run.Sql("app.db", "CREATE TABLE users (id INTEGER)");

        await _run.RunAsync("init", "--url", "sqlite:app.db");

        File.GetUnixFileMode(_run.PathOf("ferry.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_is_not_written_down()
    {
        (await _run.RunAsync("init", "--url", "sqlite:missing.db")).ShouldBe(4);

        File.Exists(_run.PathOf("ferry.json")).ShouldBeFalse();
        _run.Error.ShouldContain("missing.db");
    }

    [Fact]
    public async Task A_script_must_name_the_database()
    {
        (await _run.RunAsync("init")).ShouldBe(2);

        _run.Error.ShouldContain("--url");
    }

    [Fact]
    public async Task A_file_that_exists_is_not_replaced_unasked()
    {
        _run.Configure();
        var before = await File.ReadAllTextAsync(_run.PathOf("ferry.json"), TestContext.Current.CancellationToken);

        (await _run.RunAsync("init", "--url", "sqlite:production.db")).ShouldBe(10);

        (await File.ReadAllTextAsync(_run.PathOf("ferry.json"), TestContext.Current.CancellationToken)).ShouldBe(before);
    }

    [Fact]
    public async Task Another_environment_than_local_becomes_the_current_one()
    {
        _run.Sql("app.db", "CREATE TABLE users (id INTEGER)");
        await _run.RunAsync("init", "--url", "sqlite:app.db", "--env", "staging");

        await _run.RunAsync("config", "show", "--json");

        _run.Lines[0].GetProperty("current").GetString().ShouldBe("staging");
    }
}
