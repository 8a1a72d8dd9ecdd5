using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Ferry.EndToEnd.Tests.Tool;

/// <summary>The tool on a pseudo-terminal, with somebody who waits for questions and types answers.</summary>
internal sealed partial class TerminalProcess : IDisposable
{
    public const string Enter = "\r";
    public const string Down = "\u001b[B";
    private const string Script = "/usr/bin/script";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly StringBuilder _shown = new();
    private int _read;

    private TerminalProcess(Process process) => _process = process;

    /// <summary>Everything on the screen so far, without colours and movements.</summary>
    public string Shown => Control().Replace(_shown.ToString(), "");

    public static TerminalProcess Start(string folder, string command)
    {
        Assert.SkipUnless(File.Exists(Script), "needs util-linux's script");
        var environment = new Dictionary<string, string> { ["TERM"] = "xterm-256color", ["CI"] = "", ["NO_COLOR"] = "1", ["COLUMNS"] = "160", ["LINES"] = "50" };
        return new(FerryProcess.Start(
            folder, ["--quiet", "--return", "--flush", "--command", $"stty cols 160 rows 50; exec dotnet '{FerryProcess.Built}' {command}", "/dev/null"], environment, Script));
    }

    /// <summary>Waits until a text is on the screen behind what was waited for before, then types.</summary>
    public async Task AnswerAsync(string question, string keys)
    {
        await WaitForAsync(question);
        await _process.StandardInput.WriteAsync(keys);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>Everything that was shown.</returns>
    public async Task<string> EndAsync(int exitCode)
    {
        while (await ReadAsync())
        {
        }

        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        _process.ExitCode.ShouldBe(exitCode, Shown);
        return Shown;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private async Task WaitForAsync(string text)
    {
        int at;
        while ((at = Shown.IndexOf(text, Math.Min(_read, Shown.Length), StringComparison.Ordinal)) < 0)
        {
            (await ReadAsync()).ShouldBeTrue($"the tool ended before it showed '{text}':\n{Shown}");
        }

        _read = at + text.Length;
    }

    private async Task<bool> ReadAsync()
    {
        var buffer = new char[4096];
        var read = await _process.StandardOutput.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);
        _shown.Append(buffer, 0, read);
        return read > 0;
    }

    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][A-Z0-9]|\r")]
    private static partial Regex Control();
}
