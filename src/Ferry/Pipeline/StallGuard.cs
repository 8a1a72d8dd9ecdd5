namespace Ferry.Pipeline;

/// <summary>Gives a job up when nothing has moved for too long, and tells that apart from the caller's own cancellation.</summary>
internal sealed class StallGuard : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationTokenSource _stalled = new();
    private readonly CancellationTokenSource _linked;
    private readonly ITimer _timer;
    private string _phase = "start";
    private long _bytes;

    public StallGuard(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        _limit = limit;
        _linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stalled.Token);
        _timer = time.CreateTimer(_ => _stalled.Cancel(), null, limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled by the caller or by a stall.</summary>
    public CancellationToken Token => _linked.Token;

    public bool IsStalled => _stalled.IsCancellationRequested;

    /// <summary>Something moved.</summary>
    public void Moved(long bytes)
    {
        Interlocked.Add(ref _bytes, bytes);
        _timer.Change(_limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The next phase began; that counts as a move.</summary>
    public void Enter(string phase)
    {
        _phase = phase;
        Moved(0);
    }

    /// <summary>Suspends the limit while the server works on one statement and nothing is expected to move.</summary>
    public IDisposable KeepAlive()
    {
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        return new Resumption(this);
    }

    public FerryException Fault(Exception inner) => new(
        FailureKind.Stalled, "job.stalled", $"Nothing moved for {_limit.TotalSeconds:0} seconds in phase '{_phase}'.",
        $"{Interlocked.Read(ref _bytes)} bytes had moved until then; the other side is silent.",
        "Check the server and the network, then run the command again.", inner);

    public void Dispose()
    {
        _timer.Dispose();
        _linked.Dispose();
        _stalled.Dispose();
    }

    private sealed class Resumption(StallGuard guard) : IDisposable
    {
        public void Dispose() => guard.Moved(0);
    }
}
