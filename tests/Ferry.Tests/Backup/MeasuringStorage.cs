using Ferry.Archives;
using Ferry.Storage;

namespace Ferry.Tests.Backup;

/// <summary>A storage that notes how much is given to it at once.</summary>
internal sealed class MeasuringStorage(IStorage inner) : IStorage
{
    public string Location => inner.Location;

    public int LargestWrite { get; private set; }

    public IAsyncEnumerable<StoredFile> ListAsync(string folder, CancellationToken cancellationToken) => inner.ListAsync(folder, cancellationToken);

    public ValueTask<Stream> OpenReadAsync(string name, CancellationToken cancellationToken) => inner.OpenReadAsync(name, cancellationToken);

    public async ValueTask<IStorageWriter> CreateAsync(string name, bool overwrite, CancellationToken cancellationToken) =>
        new Writer(this, await inner.CreateAsync(name, overwrite, cancellationToken));

    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken) => inner.DeleteAsync(name, cancellationToken);

    public ValueTask<IStorageLock> LockAsync(string folder, CancellationToken cancellationToken) => inner.LockAsync(folder, cancellationToken);

    private sealed class Writer(MeasuringStorage storage, IStorageWriter inner) : IStorageWriter
    {
        public Stream Stream { get; } = new Measured(storage, inner.Stream);

        public ValueTask<Stream> ReadBackAsync(CancellationToken cancellationToken) => inner.ReadBackAsync(cancellationToken);

        public ValueTask CommitAsync(CancellationToken cancellationToken) => inner.CommitAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }

    private sealed class Measured(MeasuringStorage storage, Stream inner) : WriteOnlyStream
    {
        public override void Flush() => inner.Flush();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            storage.LargestWrite = Math.Max(storage.LargestWrite, buffer.Length);
            inner.Write(buffer);
        }
    }
}
