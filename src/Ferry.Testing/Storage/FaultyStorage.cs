using Ferry.Storage;

namespace Ferry.Testing.Storage;

/// <summary>A storage that fails as disks and network shares do.</summary>
/// <param name="inner">Keeps the files.</param>
/// <param name="fault">What goes wrong.</param>
/// <param name="at">The byte of each file at which it goes wrong.</param>
public sealed class FaultyStorage(IStorage inner, StorageFaultKind fault, long at) : IStorage
{
    /// <inheritdoc />
    public string Location => inner.Location;

    /// <summary>Whether the fault has struck.</summary>
    public bool Struck { get; internal set; }

    /// <inheritdoc />
    public IAsyncEnumerable<StoredFile> ListAsync(string folder, CancellationToken cancellationToken) => inner.ListAsync(folder, cancellationToken);

    /// <inheritdoc />
    public ValueTask<Stream> OpenReadAsync(string name, CancellationToken cancellationToken) => inner.OpenReadAsync(name, cancellationToken);

    /// <inheritdoc />
    public async ValueTask<IStorageWriter> CreateAsync(string name, bool overwrite, CancellationToken cancellationToken) =>
        new FaultyWriter(this, await inner.CreateAsync(name, overwrite, cancellationToken).ConfigureAwait(false), fault, at);

    /// <inheritdoc />
    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken) => inner.DeleteAsync(name, cancellationToken);

    /// <inheritdoc />
    public ValueTask<IStorageLock> LockAsync(string folder, CancellationToken cancellationToken) => inner.LockAsync(folder, cancellationToken);
}
