namespace Ferry.EndToEnd.Tests.Sync.Cases;

/// <summary>A clock of which one limit is over when the test says so.</summary>
/// <param name="limit">The limit, which nothing else may use.</param>
internal sealed class ExpiringTime(TimeSpan limit) : TimeProvider
{
    private Action? _expire;

    /// <summary>Lets the limit be over, if anybody waits for it.</summary>
    public void Expire() => _expire?.Invoke();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != limit)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        _expire = () => callback(state);
        return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
