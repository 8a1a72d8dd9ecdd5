using System.Diagnostics;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.WithoutFerry;

/// <summary>A shell in which the servers' own clients are called by their names and find the server by themselves, as on a user's machine.</summary>
internal static class StockClient
{
    /// <summary>Puts the client's options file and a link to the client into a folder.</summary>
    public static void Settle(TestServer server, string folder)
    {
        var target = server.Target();
        File.WriteAllText(
            Path.Combine(folder, ".my.cnf"), $"[client]\nhost={target.Host}\nport={target.Port}\nuser={target.Username}\npassword={target.Password?.Reveal()}\n");
        var bin = Directory.CreateDirectory(Path.Combine(folder, "bin")).FullName;
        File.CreateSymbolicLink(Path.Combine(bin, server.Kind == ServerKind.MySql ? "mysql" : "mariadb"), server.Client);
    }

    /// <summary>Runs commands in a folder, which is also the home folder.</summary>
    /// <returns>What they wrote as errors; empty when every one of them succeeded.</returns>
    public static async Task<string> ShellAsync(string folder, string commands)
    {
        var start = new ProcessStartInfo("bash", ["-e", "-o", "pipefail", "-c", commands])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["HOME"] = folder;
        start.Environment["PATH"] = $"{Path.Combine(folder, "bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        using var shell = Process.Start(start)!;
        var output = shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return shell.ExitCode == 0 ? "" : $"exit code {shell.ExitCode}: {errors}\n{await output}";
    }
}
