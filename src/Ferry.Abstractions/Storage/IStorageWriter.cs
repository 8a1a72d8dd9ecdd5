namespace Ferry.Storage;

/// <summary>A file that is being written.</summary>
public interface IStorageWriter : IAsyncDisposable
{
    /// <summary>Receives the bytes, front to back.</summary>
    Stream Stream { get; }

    /// <summary>Opens what was written so far for reading back, before it is committed.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>A seekable stream over the synced bytes; the caller disposes it.</returns>
    ValueTask<Stream> ReadBackAsync(CancellationToken cancellationToken);

    /// <summary>Makes the file durable and visible under its name.</summary>
    /// <param name="cancellationToken">Honoured until the file becomes visible.</param>
    /// <returns>A task that ends when both hold.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Destination"/> when the name is taken or the disk refuses.</exception>
    ValueTask CommitAsync(CancellationToken cancellationToken);
}
