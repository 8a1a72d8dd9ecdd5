using System.Diagnostics;
using System.Text;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Tunnels;

/// <summary>A passphrase and a password that must turn up nowhere.</summary>
public sealed class TunnelCanaryTests
{
    private const string Canary = "canary-7d20-4e8a";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_passphrase_and_a_password_behind_a_tunnel_are_in_no_output_no_archive_and_no_list_of_processes()
    {
        await using var project = await TunnelProject.CreateAsync(ServerKind.MariaDb, rows: 2_000);
        var secret = Path.Combine(project.Folder, "secret");
        await File.WriteAllTextAsync(secret, Canary, Cancelled);
        using (var locking = Process.Start("ssh-keygen", ["-q", "-p", "-P", "", "-N", Canary, "-f", project.Ssh.Key]))
        {
            await locking.WaitForExitAsync(Cancelled);
        }

        project.Configure(settings: $""", "Passphrase": "file:{secret}", "Password": "file:{secret}" """);
        var right = await RunAsync(project, "backup --env far --json --verbose");
        var looked = await RunAsync(project, "doctor --env far --json --verbose");
        var shown = await RunAsync(project, "config show");
        await project.Ssh.KillAsync();
        var unreachable = await RunAsync(project, "backup --env far --json --verbose");
        await project.Ssh.StartAgainAsync(Cancelled);
        await File.WriteAllTextAsync(project.Ssh.AuthorizedKeys, "", Cancelled);
        var refused = await RunAsync(project, "backup --env far --json --verbose");

        (right.ExitCode, unreachable.ExitCode, refused.ExitCode).ShouldBe((0, 4, 4));
        foreach (var (text, _) in new[] { right, looked, shown, unreachable, refused })
        {
            text.ShouldNotContain(Canary, Case.Insensitive);
        }

        foreach (var file in project.Archives())
        {
            Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Cancelled)).ShouldNotContain(Canary);
        }

        project.Ssh.Log.ShouldNotContain(Canary);
    }

    // Arguments, variables and children are looked at while it writes its lines.
    private static async Task<(string Text, int ExitCode)> RunAsync(TunnelProject project, string commandLine)
    {
        using var process = project.Start(commandLine);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(Cancelled);
        var text = new StringBuilder(Of(process.Id));
        while (await process.StandardOutput.ReadLineAsync(Cancelled) is { } line)
        {
            text.AppendLine(line).Append(Of(process.Id));
        }

        await process.WaitForExitAsync(Cancelled);
        return (text.Append(await error).ToString(), process.ExitCode);
    }

    private static string Of(int id)
    {
        try
        {
            File.ReadAllText($"/proc/{id}/task/{id}/children").ShouldBeEmpty("Ferry starts no other program.");
            return File.ReadAllText($"/proc/{id}/cmdline") + File.ReadAllText($"/proc/{id}/environ");
        }
        catch (IOException)
        {
            return ""; // It has ended between its last line and this look.
        }
    }
}
