using System.Text.Json;
using Ferry.EndToEnd.Tests.Faults;

namespace Ferry.EndToEnd.Tests.Tool;

/// <summary>A first configuration, made by answering.</summary>
public sealed class InitTerminalTests : IDisposable
{
    private readonly SqliteProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Production_behind_an_ssh_server_is_written_down_and_the_next_command_is_the_one_that_tries_it()
    {
        var file = Path.Combine(_project.Folder, "ferry.json");
        File.Delete(file);

        using var terminal = TerminalProcess.Start(_project.Folder, "init");
        await terminal.AnswerAsync("What is the application called?", $"movies{TerminalProcess.Enter}");
        await terminal.AnswerAsync("Which environment is this machine?", TerminalProcess.Enter);
        await terminal.AnswerAsync("Which database?", TerminalProcess.Down + TerminalProcess.Enter);
        await terminal.AnswerAsync("Its file?", $"local.db{TerminalProcess.Enter}");
        await terminal.AnswerAsync("Where shall the backups go?", TerminalProcess.Enter);
        await terminal.AnswerAsync("Add the production database", TerminalProcess.Down + TerminalProcess.Enter);
        await terminal.AnswerAsync("Its SSH server?", $"deploy@db.example.com:2222{TerminalProcess.Enter}");
        await terminal.AnswerAsync("Host?", TerminalProcess.Enter);
        await terminal.AnswerAsync("Port?", TerminalProcess.Enter);
        await terminal.AnswerAsync("Database?", TerminalProcess.Enter);
        await terminal.AnswerAsync("User?", $"reader{TerminalProcess.Enter}");
        await terminal.AnswerAsync("Password?", $"env:PRODUCTION_PASSWORD{TerminalProcess.Enter}");
        (await terminal.EndAsync(0)).ShouldContain("doctor --production");

        var written = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        var production = written.RootElement.GetProperty("Ferry").GetProperty("Environments").GetProperty("production");
        production.GetProperty("Protected").GetBoolean().ShouldBeTrue();
        production.GetProperty("Ssh").GetString().ShouldBe("deploy@db.example.com:2222");
        var database = production.GetProperty("Databases").GetProperty("main");
        database.GetProperty("Username").GetString().ShouldBe("reader");
        database.GetProperty("Password").GetString().ShouldBe("env:PRODUCTION_PASSWORD");
        (await _project.RunAsync("config show")).Ended(0).Output.ShouldContain("db.example.com");
    }
}
