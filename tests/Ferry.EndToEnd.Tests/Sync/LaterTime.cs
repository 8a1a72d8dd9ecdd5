namespace Ferry.EndToEnd.Tests.Sync;

/// <summary>The system's clock, put forward.</summary>
internal sealed class LaterTime(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
}
