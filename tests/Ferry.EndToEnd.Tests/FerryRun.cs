namespace Ferry.EndToEnd.Tests;

/// <summary>What a run of the tool left.</summary>
internal sealed record FerryRun(int ExitCode, string Output, string Error)
{
    /// <summary>This run, after checking its exit code.</summary>
    public FerryRun Ended(int exitCode)
    {
        ExitCode.ShouldBe(exitCode, $"stdout:\n{Output}\nstderr:\n{Error}");
        return this;
    }
}
