namespace Ferry.Progress;

/// <summary>Passes events on in order, row counts gathered for a moment. A sink that throws is dropped and becomes a warning: it never harms the job.</summary>
internal sealed class ProgressGate(IProgress<ProgressEvent>? sink, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Database, string Table), RowsMoved> _gathered = [];
    private readonly List<Finding> _warnings = [];
    private long _last = time.GetTimestamp();
    private bool _broken = sink is null;

    /// <summary>Warnings raised so far.</summary>
    public IReadOnlyList<Finding> Warnings
    {
        get
        {
            lock (_gate)
            {
                return [.. _warnings];
            }
        }
    }

    public void Report(ProgressEvent progress)
    {
        lock (_gate)
        {
            Flush();
            Send(progress);
        }
    }

    public void Warn(Finding finding)
    {
        lock (_gate)
        {
            _warnings.Add(finding);
        }

        Report(new WarningRaised(finding));
    }

    public void Moved(string database, string table, long rows, long bytes)
    {
        lock (_gate)
        {
            var sum = _gathered.GetValueOrDefault((database, table)) ?? new RowsMoved(database, table, 0, 0);
            _gathered[(database, table)] = sum with { Rows = sum.Rows + rows, Bytes = sum.Bytes + bytes };
            if (time.GetElapsedTime(_last) >= Interval)
            {
                Flush();
            }
        }
    }

    private void Flush()
    {
        foreach (var moved in _gathered.Values)
        {
            Send(moved);
        }

        _gathered.Clear();
        _last = time.GetTimestamp();
    }

    private void Send(ProgressEvent progress)
    {
        if (_broken)
        {
            return;
        }

        try
        {
            sink!.Report(progress);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _broken = true;
            _warnings.Add(new Finding(
                FindingSeverity.Warning, "progress.sink-failed", $"Progress could not be shown: {exception.Message}", "The job itself was not affected."));
        }
    }
}
