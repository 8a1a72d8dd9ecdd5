using System.ComponentModel;
using System.Diagnostics;
using Ferry.TestServers;

namespace Ferry.Ssh.Tests;

/// <summary>OpenSSH's own programs: they make keys, and they are the judges of what Ferry makes of a file.</summary>
internal static class Tool
{
    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code and what it wrote to its output.</returns>
    public static async Task<(int Code, string Output)> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? variables = null, string? input = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        try
        {
            using var process = Process.Start(start)!;
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, output.Length > 0 ? output : await errors);
        }
        catch (Win32Exception)
        {
            Requirement.Missing($"{program} is missing; run eng/servers/install");
            throw;
        }
    }

    /// <summary>Runs <c>ssh-keygen</c>, which must succeed.</summary>
    public static async Task<string> KeygenAsync(params string[] arguments)
    {
        var (code, output) = await RunAsync("ssh-keygen", arguments);
        code.ShouldBe(0, $"ssh-keygen {string.Join(' ', arguments)}: {output}");
        return output;
    }
}
