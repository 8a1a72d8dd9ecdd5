using Ferry.EndToEnd.Tests.Faults;

namespace Ferry.EndToEnd.Tests.Tool;

/// <summary>The package for all platforms that have none of their own.</summary>
public sealed class PortableToolTests(PortableTool tool) : IClassFixture<PortableTool>, IDisposable
{
    private readonly SqliteProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_platform_without_a_package_gets_the_portable_one() =>
        MachineCode.IsIn(tool.Find("Ferry.Cli.dll")).ShouldBeFalse();

    [Fact]
    public async Task It_backs_up_and_restores()
    {
        (await RunAsync("backup --env staging")).Ended(0);
        (await RunAsync("restore --env staging --backup latest --force")).Ended(0);

        _project.Describe("local.db").ShouldBe(_project.Describe("staging.db"));
    }

    private Task<FerryRun> RunAsync(string line) => FerryProcess.RunAsync(_project.Folder, line.Split(' '), tool: tool.Path);
}
