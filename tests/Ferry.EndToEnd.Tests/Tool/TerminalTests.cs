using Ferry.EndToEnd.Tests.Faults;

namespace Ferry.EndToEnd.Tests.Tool;

/// <summary>The tool on a pseudo-terminal, which util-linux's <c>script</c> makes.</summary>
public sealed class TerminalTests : IDisposable
{
    private const string Script = "/usr/bin/script";
    private const string AnyColour = "\u001b[38;5;";
    private readonly SqliteProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_terminal_gets_colours() => (await OnTerminalAsync("list", [])).ShouldContain(AnyColour);

    [Fact]
    public async Task NO_COLOR_takes_them_away()
    {
        var shown = await OnTerminalAsync("list", new() { ["NO_COLOR"] = "1" });

        shown.ShouldContain("no backups yet");
        shown.ShouldNotContain(AnyColour);
    }

    [Fact]
    public async Task A_dumb_terminal_gets_no_escape_sequences() =>
        (await OnTerminalAsync("list", new() { ["TERM"] = "dumb" })).ShouldNotContain('\u001b');

    private async Task<string> OnTerminalAsync(string command, Dictionary<string, string> variables)
    {
        Assert.SkipUnless(File.Exists(Script), "needs util-linux's script");
        var environment = new Dictionary<string, string> { ["TERM"] = "xterm-256color", ["CI"] = "", ["NO_COLOR"] = "" };
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }

        var run = await FerryProcess.RunAsync(
            _project.Folder, ["--quiet", "--return", "--flush", "--command", $"dotnet '{FerryProcess.Built}' {command}", "/dev/null"], environment, Script);
        return run.Ended(0).Output;
    }
}
