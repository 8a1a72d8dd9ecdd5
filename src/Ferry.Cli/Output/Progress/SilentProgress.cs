using Ferry.Progress;

namespace Ferry.Cli.Output.Progress;

/// <summary>Shows nothing.</summary>
internal sealed class SilentProgress : IProgress<ProgressEvent>
{
    public static SilentProgress Instance { get; } = new();

    public void Report(ProgressEvent value)
    {
    }
}
