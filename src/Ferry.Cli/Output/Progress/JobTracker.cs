using Ferry.Progress;

namespace Ferry.Cli.Output.Progress;

/// <summary>Adds up the events of a job. Written by the job's threads, read by whoever draws.</summary>
internal sealed class JobTracker : IProgress<ProgressEvent>
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly TransferRate _rate;
    private readonly long _started;
    private readonly Dictionary<string, TotalsKnown> _totals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Counter> _moved = new(StringComparer.Ordinal);
    private readonly List<string> _active = [];
    private readonly List<Finding> _warnings = [];
    private readonly List<Finding> _notices = [];
    private PhaseStarted? _phase;

    public JobTracker(TimeProvider time)
    {
        _time = time;
        _rate = new TransferRate(time, TimeSpan.FromSeconds(10));
        _started = time.GetTimestamp();
    }

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

    public IReadOnlyList<Finding> Notices
    {
        get
        {
            lock (_gate)
            {
                return [.. _notices];
            }
        }
    }

    public void Report(ProgressEvent value)
    {
        lock (_gate)
        {
            switch (value)
            {
                case PhaseStarted phase:
                    _phase = phase;
                    _active.Clear();
                    break;
                case TotalsKnown totals:
                    _totals[totals.Database] = totals;
                    ForgetOtherPhases(totals.Database);
                    break;
                case RowsMoved moved:
                    Move(moved);
                    break;
                case TableCompleted completed:
                    _active.Remove(Name(completed.Database, completed.Table));
                    CounterOf(completed.Database).Tables++;
                    break;
                case WarningRaised warning:
                    _warnings.Add(warning.Finding);
                    break;
                case NoticeGiven notice:
                    _notices.Add(notice.Finding);
                    break;
            }
        }
    }

    public JobSnapshot Snapshot()
    {
        lock (_gate)
        {
            var bytes = _moved.Values.Sum(counter => counter.Bytes);
            var total = _totals.Values.Sum(totals => totals.Bytes);
            _rate.Sample(bytes);
            return new JobSnapshot(
                _phase?.Phase, _phase?.Database, _phase?.Detail, [.. _active],
                _moved.Values.Sum(counter => counter.Tables), _totals.Values.Sum(totals => totals.Tables),
                _moved.Values.Sum(counter => counter.Rows), _totals.Values.Sum(totals => totals.Rows),
                bytes, total, _rate.BytesPerSecond, _rate.Remaining(total), _time.GetElapsedTime(_started));
        }
    }

    private void Move(RowsMoved moved)
    {
        var counter = CounterOf(moved.Database);
        counter.Rows += moved.Rows;
        counter.Bytes += moved.Bytes;
        var name = Name(moved.Database, moved.Table);
        if (!_active.Contains(name))
        {
            _active.Add(name);
        }
    }

    // What another phase has moved is no share of what this one will.
    private void ForgetOtherPhases(string database)
    {
        if (_moved.TryGetValue(database, out var counter) && counter.Phase != _phase?.Phase)
        {
            _moved.Remove(database);
        }
    }

    // Loading and comparing move the same rows; each phase counts from nothing, once it moves any.
    private Counter CounterOf(string database)
    {
        if (!_moved.TryGetValue(database, out var counter) || counter.Phase != _phase?.Phase)
        {
            _moved[database] = counter = new Counter { Phase = _phase?.Phase };
        }

        return counter;
    }

    private string Name(string database, string table) => _totals.Count > 1 ? $"{database}.{table}" : table;

    private sealed class Counter
    {
        public string? Phase { get; init; }

        public int Tables { get; set; }

        public long Rows { get; set; }

        public long Bytes { get; set; }
    }
}
