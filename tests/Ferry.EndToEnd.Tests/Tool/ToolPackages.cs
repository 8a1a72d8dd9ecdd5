using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Tool;

/// <summary>A folder with the tool's packages, for this platform and for all others.</summary>
/// <param name="Folder">Where they are.</param>
/// <param name="NotCompiled">Why the one for this platform is missing; null when it is there.</param>
internal sealed record ToolPackages(string Folder, string? NotCompiled)
{
    /// <summary>Those that <c>eng/pack</c> has made for this run, or new ones.</summary>
    /// <param name="folder">Where to put new ones.</param>
    public static async Task<ToolPackages> FindAsync(string folder)
    {
        if (Environment.GetEnvironmentVariable("FERRY_TEST_PACKAGES") is { Length: > 0 } packed)
        {
            return new ToolPackages(packed, Directory.EnumerateFiles(packed, "Ferry.Cli.*-*.nupkg").Any() ? null : "the tool was packed without the compiler");
        }

        (await Dotnet.RunAsync(
            [
                "pack", Path.Combine(Repository.Root, "src", "Ferry.Cli"), "--configuration", new DirectoryInfo(AppContext.BaseDirectory).Name,
                "--output", folder, "--disable-build-servers", "-p:RestoreLockedMode=true",
            ])).Ended(0);
        return new ToolPackages(folder, null);
    }
}
