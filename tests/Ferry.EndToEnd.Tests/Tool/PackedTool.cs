using System.Diagnostics;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Tool;

/// <summary>The tool as its users have it: packed, and installed from a folder that holds nothing else.</summary>
public sealed class PackedTool : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ferry-tool-").FullName;

    public string Path => System.IO.Path.Combine(_folder, "bin", OperatingSystem.IsWindows() ? "ferry.exe" : "ferry");

    public async ValueTask InitializeAsync()
    {
        var packages = System.IO.Path.Combine(_folder, "packages");
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var project = System.IO.Path.Combine(Repository.Root, "src", "Ferry.Cli");
        await DotnetAsync("pack", project, "--no-build", "--configuration", configuration, "--output", packages);
        var sources = System.IO.Path.Combine(_folder, "nuget.config");
        await File.WriteAllTextAsync(
            sources, $"""<configuration><packageSources><clear /><add key="local" value="{packages}" /></packageSources></configuration>""");
        await DotnetAsync("tool", "install", "Ferry.Cli", "--tool-path", System.IO.Path.Combine(_folder, "bin"), "--configfile", sources);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task DotnetAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        if (arguments[0] == "tool")
        {
            // The package folder of this machine may hold an older package of the same version.
            start.Environment["NUGET_PACKAGES"] = System.IO.Path.Combine(_folder, "cache");
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"dotnet {string.Join(' ', arguments)}\n{output}\n{await error}");
    }
}
