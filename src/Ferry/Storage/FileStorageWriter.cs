namespace Ferry.Storage;

/// <summary>Writes under a hidden partial name; the final name appears by one rename of synced bytes.</summary>
internal sealed class FileStorageWriter(FileStream file, string partial, string path, bool overwrite) : IStorageWriter
{
    private bool _committed;

    public Stream Stream { get; } = new FaultTranslatingStream(file, path);

    public ValueTask<Stream> ReadBackAsync(CancellationToken cancellationToken)
    {
        Sync();
        try
        {
            return ValueTask.FromResult<Stream>(
                new FileStream(partial, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 16, FileOptions.Asynchronous));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StorageFault.From(path, "be read back", exception);
        }
    }

    public async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        Sync();
        await file.DisposeAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        CrashPoint.Reached("storage.before-rename");
        try
        {
            File.Move(partial, path, overwrite);
            _committed = true;
            CrashPoint.Reached("storage.after-rename");
            DirectorySync.Flush(Path.GetDirectoryName(path)!);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StorageFault.From(path, "be put in place", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await DisposeFileAsync().ConfigureAwait(false);
        if (!_committed && File.Exists(partial))
        {
            File.Delete(partial);
        }
    }

    private async ValueTask DisposeFileAsync()
    {
        try
        {
            await file.DisposeAsync().ConfigureAwait(false);
        }
        catch (IOException) when (!_committed)
        {
            // The last buffered bytes do not fit on a full disk. The write that met this first has been reported, and the partial file goes next.
            file.SafeFileHandle.Dispose();
        }
    }

    private void Sync()
    {
        try
        {
            file.Flush(flushToDisk: true);
        }
        catch (IOException exception)
        {
            throw StorageFault.From(path, "be synced to disk", exception);
        }
    }
}
