using Ferry.Progress;

namespace Ferry.Cli.Output.Progress;

/// <summary>Keeps a broken display from breaking the job: after its first exception it is told nothing more.</summary>
internal sealed class GuardedProgress(IProgress<ProgressEvent> inner) : IProgress<ProgressEvent>
{
    private volatile bool _broken;

    /// <summary>What broke the display; null while it works.</summary>
    public Exception? Broken { get; private set; }

    public void Report(ProgressEvent value)
    {
        if (_broken)
        {
            return;
        }

        try
        {
            inner.Report(value);
        }
        catch (Exception exception)
        {
            Broken = exception;
            _broken = true;
        }
    }
}
