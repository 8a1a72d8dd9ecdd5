using System.Text.RegularExpressions;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Tool;

/// <summary>A folder with the tool's packages, for this platform and for all others.</summary>
/// <param name="Folder">Where they are.</param>
/// <param name="NotCompiled">Why the one for this platform is missing; null when it is there.</param>
internal sealed partial record ToolPackages(string Folder, string? NotCompiled)
{
    /// <summary>Those that <c>eng/pack</c> has made for this run, or new ones.</summary>
    /// <param name="folder">Where to put new ones.</param>
    public static async Task<ToolPackages> FindAsync(string folder)
    {
        if (Environment.GetEnvironmentVariable("FERRY_TEST_PACKAGES") is { Length: > 0 } packed)
        {
            return new ToolPackages(packed, WhyMissing(packed));
        }

        var run = await PackAsync(folder, "own");
        if (run.ExitCode == 0)
        {
            return new ToolPackages(folder, WhyMissing(folder));
        }

        // Not found, not in this version, no answer: everything else is a fault of ours.
        var missing = CannotBeHad().Match(run.Output);
        missing.Success.ShouldBeTrue(run.Output + run.Error);
        (await PackAsync(folder, "any")).Ended(0);
        return new ToolPackages(folder, missing.Value);
    }

    private static string? WhyMissing(string folder) =>
        Directory.EnumerateFiles(folder, "Ferry.Cli.*-*.nupkg").Any() ? null : "the tool was packed without the compiler";

    private static Task<FerryRun> PackAsync(string folder, string platforms) => Dotnet.RunAsync(
        [
            "pack", Path.Combine(Repository.Root, "src", "Ferry.Cli"), "--configuration", new DirectoryInfo(AppContext.BaseDirectory).Name,
            "--output", folder, "--disable-build-servers", $"-p:PackFor={platforms}", "-p:RestoreLockedMode=true",
        ]);

    [GeneratedRegex("error NU1(101|102|103|301).*")]
    private static partial Regex CannotBeHad();
}
