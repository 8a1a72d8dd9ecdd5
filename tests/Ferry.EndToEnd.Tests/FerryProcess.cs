using System.Diagnostics;

namespace Ferry.EndToEnd.Tests;

/// <summary>Runs the real tool as a process of its own.</summary>
internal static class FerryProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>The tool that was built, compiled ahead where <c>eng/pack</c> has done so.</summary>
    public static string Built { get; } = Environment.GetEnvironmentVariable("FERRY_TEST_TOOL") is { Length: > 0 } compiled
        ? compiled
        : Path.Combine(AppContext.BaseDirectory, "Ferry.Cli.dll");

    /// <summary>Runs a command in a folder and waits for it.</summary>
    /// <param name="folder">The working directory.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="environment">Variables to set; everything of Ferry's own is cleared first.</param>
    /// <param name="tool">The installed tool; null runs <see cref="Built"/>.</param>
    public static async Task<FerryRun> RunAsync(
        string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? tool = null)
    {
        using var process = Start(folder, arguments, environment, tool);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Limit);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }

        return new FerryRun(process.ExitCode, await output, await error);
    }

    /// <summary>Starts a command and leaves it to the caller.</summary>
    public static Process Start(
        string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? tool = null)
    {
        var start = new ProcessStartInfo(tool ?? "dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (tool is null)
        {
            start.ArgumentList.Add(Built);
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in start.Environment.Keys.Where(IsFerrys).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static bool IsFerrys(string name) =>
        name.StartsWith("FERRY", StringComparison.OrdinalIgnoreCase) || name is "APP_ENV" or "DOTNET_ENVIRONMENT" or "ASPNETCORE_ENVIRONMENT";
}
