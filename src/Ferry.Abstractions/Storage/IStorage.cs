namespace Ferry.Storage;

/// <summary>Keeps files under names with forward slashes. A committed file is visible whole or not at all, and readable at once.</summary>
public interface IStorage
{
    /// <summary>Where this is, for people.</summary>
    string Location { get; }

    /// <summary>Lists the files of one folder, leftovers of interrupted writes excluded.</summary>
    /// <param name="folder">Folder name, without a trailing slash.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>Files in no particular order; none when the folder does not exist.</returns>
    IAsyncEnumerable<StoredFile> ListAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Opens a file for reading at any offset.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>A seekable stream; the caller disposes it.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.NotFound"/> when there is none.</exception>
    ValueTask<Stream> OpenReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Starts a new file, invisible until it is committed.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="overwrite">Whether it may replace one of that name.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The writer; disposing it without a commit removes what was written.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Destination"/> when the place is missing, read-only or full.</exception>
    ValueTask<IStorageWriter> CreateAsync(string name, bool overwrite, CancellationToken cancellationToken);

    /// <summary>Deletes a file; one that is gone already is no error.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>A task that ends when it is gone.</returns>
    ValueTask DeleteAsync(string name, CancellationToken cancellationToken);

    /// <summary>Takes the folder's exclusive lock and removes what interrupted writers left in it.</summary>
    /// <param name="folder">Folder name.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The lock, released when disposed or when the process ends.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Locked"/> when another run holds it.</exception>
    ValueTask<IStorageLock> LockAsync(string folder, CancellationToken cancellationToken);
}
