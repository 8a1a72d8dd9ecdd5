namespace Ferry.Storage;

/// <summary>The lock of one folder, held until it is disposed or the process ends.</summary>
internal sealed class FileStorageLock(FileStream handle, IReadOnlyList<string> removed) : IStorageLock
{
    public IReadOnlyList<string> Removed { get; } = removed;

    public ValueTask DisposeAsync() => handle.DisposeAsync();
}
