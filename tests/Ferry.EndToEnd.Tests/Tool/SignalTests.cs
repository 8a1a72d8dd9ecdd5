using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Ferry.EndToEnd.Tests.Tool;

/// <summary>Ctrl+C and SIGTERM while the tool waits for a server that accepts and then says nothing.</summary>
public sealed class SignalTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ferry-signal-");
    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);

    public SignalTests()
    {
        _silent.Start();
        File.WriteAllText(
            Path.Combine(_folder.FullName, ".env"),
            $"DB_CONNECTION=mysql\nDB_HOST=127.0.0.1\nDB_PORT={((IPEndPoint)_silent.LocalEndpoint).Port}\nDB_DATABASE=movies\nDB_USERNAME=root\n");
    }

    public void Dispose()
    {
        _silent.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("INT", 130, "Ctrl+C")]
    [InlineData("TERM", 143, "SIGTERM")]
    public async Task A_signal_ends_the_run_with_its_code_and_a_word(string signal, int exitCode, string word)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals");
        using var process = FerryProcess.Start(_folder.FullName, ["backup", "--json"]);
        using var server = await _silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);

        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.ShouldBe(exitCode, await error);
        (await error).ShouldContain(word);
        (await output).TrimEnd().Split('\n')[^1].ShouldContain($"\"exitCode\":{exitCode}");
        var backups = Path.Combine(_folder.FullName, "backups");
        (Directory.Exists(backups) ? Directory.GetFiles(backups, "*.zip", SearchOption.AllDirectories) : []).ShouldBeEmpty();
    }
}
