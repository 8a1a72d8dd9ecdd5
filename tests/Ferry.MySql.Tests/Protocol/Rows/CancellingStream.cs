namespace Ferry.MySql.Tests.Protocol.Rows;

/// <summary>Cancels the reading when the first rows arrive.</summary>
internal sealed class CancellingStream(CancellationTokenSource cancellation) : SinkStream
{
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        await cancellation.CancelAsync();
}
