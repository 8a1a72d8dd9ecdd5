namespace Ferry.Cli.Output.Progress;

/// <summary>Bytes per second over a sliding window, and from it the time left.</summary>
/// <param name="time">The clock.</param>
/// <param name="window">How far back it looks; long enough to be calm, short enough to be true.</param>
internal sealed class TransferRate(TimeProvider time, TimeSpan window)
{
    private readonly Queue<(long Timestamp, long Total)> _samples = new();
    private (long Timestamp, long Total)? _last;

    /// <summary>Notes how much has moved so far.</summary>
    /// <param name="total">All bytes since the start; less than before starts anew.</param>
    public void Sample(long total)
    {
        if (total < (_last?.Total ?? 0))
        {
            _samples.Clear();
        }

        var now = time.GetTimestamp();
        _last = (now, total);
        _samples.Enqueue((now, total));
        while (_samples.Count > 2 && time.GetElapsedTime(_samples.Peek().Timestamp, now) > window)
        {
            _samples.Dequeue();
        }
    }

    /// <summary>Bytes per second; null until there is enough to tell.</summary>
    public double? BytesPerSecond
    {
        get
        {
            if (_samples.Count < 2 || _last is not { } last)
            {
                return null;
            }

            var first = _samples.Peek();
            var seconds = time.GetElapsedTime(first.Timestamp, last.Timestamp).TotalSeconds;
            return seconds > 0 ? (last.Total - first.Total) / seconds : null;
        }
    }

    /// <summary>Time until all has moved at the present rate.</summary>
    /// <param name="total">Bytes in all, as estimated.</param>
    /// <returns>Null when unknown: no total, no rate, or more moved than was estimated.</returns>
    public TimeSpan? Remaining(long total)
    {
        if (_last is not { } last || total <= last.Total || BytesPerSecond is not (> 0 and var rate))
        {
            return null;
        }

        var seconds = (total - last.Total) / rate;
        return seconds < TimeSpan.FromDays(30).TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }
}
