namespace Ferry.Testing.Providers;

/// <summary>Cancels a token as soon as it is written to.</summary>
internal sealed class CancellingStream(CancellationTokenSource source) : MemoryStream
{
    public override void Write(ReadOnlySpan<byte> buffer) => source.Cancel();

    public override void Write(byte[] buffer, int offset, int count) => source.Cancel();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        await source.CancelAsync().ConfigureAwait(false);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => source.CancelAsync();
}
