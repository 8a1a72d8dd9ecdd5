namespace Ferry.Archives;

/// <summary>The member that is being written; disposing it ends the member and lets the next writer in.</summary>
internal sealed class ArchiveMember(Stream stream, SemaphoreSlim turn) : IAsyncDisposable
{
    public Stream Stream { get; } = stream;

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Stream.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }
}
