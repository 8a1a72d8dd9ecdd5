namespace Ferry.EndToEnd.Tests.Tool;

/// <summary>The tool as its users have it: packed, and installed from a folder that holds nothing else.</summary>
public class PackedTool : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ferry-tool-").FullName;

    public string Path => System.IO.Path.Combine(_folder, "bin", OperatingSystem.IsWindows() ? "ferry.exe" : "ferry");

    /// <summary>Why the package for this platform is missing; null where there is one.</summary>
    public string? NotCompiled { get; private set; }

    /// <summary>The platform to install for; null installs for the one at hand.</summary>
    protected virtual string? Platform => null;

    public async ValueTask InitializeAsync()
    {
        var packages = await ToolPackages.FindAsync(System.IO.Path.Combine(_folder, "packages"));
        NotCompiled = packages.NotCompiled;
        var sources = System.IO.Path.Combine(_folder, "nuget.config");
        await File.WriteAllTextAsync(
            sources, $"""<configuration><packageSources><clear /><add key="local" value="{packages.Folder}" /></packageSources></configuration>""");
        // The package folder of this machine may hold an older package of the same version.
        var environment = new Dictionary<string, string> { ["NUGET_PACKAGES"] = System.IO.Path.Combine(_folder, "cache") };
        if (Platform is { } platform)
        {
            environment["DOTNET_RUNTIME_ID"] = platform;
        }

        var run = await Dotnet.RunAsync(
            ["tool", "install", "Ferry.Cli", "--tool-path", System.IO.Path.Combine(_folder, "bin"), "--configfile", sources], environment);
        run.Ended(0);
    }

    /// <summary>The one file of this name among what was installed.</summary>
    public string Find(string name) =>
        Directory.GetFiles(System.IO.Path.Combine(_folder, "bin"), name, SearchOption.AllDirectories).ShouldHaveSingleItem();

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
