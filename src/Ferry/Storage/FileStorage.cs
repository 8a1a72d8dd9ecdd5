using System.Runtime.CompilerServices;

namespace Ferry.Storage;

/// <summary>Keeps files in a directory: files 0600, directories 0700, both from the moment they exist.</summary>
/// <param name="root">Absolute path of the directory; created when the first file is.</param>
public sealed class FileStorage(string root) : IStorage
{
    private const string Partial = ".partial";

    /// <inheritdoc />
    public string Location { get; } = root;

    /// <summary>The path of a file, for people.</summary>
    /// <param name="name">Its name in the storage.</param>
    /// <returns>An absolute path.</returns>
    public string PathOf(string name) => Path.Combine(Location, name.Replace('/', Path.DirectorySeparatorChar));

    /// <inheritdoc />
    public async IAsyncEnumerable<StoredFile> ListAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var directory = new DirectoryInfo(PathOf(folder));
        if (!directory.Exists)
        {
            yield break;
        }

        foreach (var file in Files(directory).Where(file => !file.Name.StartsWith('.')))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new StoredFile(folder.Length == 0 ? file.Name : $"{folder}/{file.Name}", file.Length, file.LastWriteTimeUtc);
        }
    }

    /// <inheritdoc />
    public ValueTask<Stream> OpenReadAsync(string name, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        try
        {
            return ValueTask.FromResult<Stream>(
                new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.Asynchronous));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FerryException(
                FailureKind.NotFound, "archive.not-found", $"There is no file {path}.", null, "Run 'ferry list' to see what there is.", exception);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw StorageFault.From(path, "be read", exception);
        }
    }

    /// <inheritdoc />
    public ValueTask<IStorageWriter> CreateAsync(string name, bool overwrite, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        var partial = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}{Partial}");
        try
        {
            CreateDirectory(Path.GetDirectoryName(path)!);
            var options = new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.ReadWrite,
                Share = FileShare.Read,
                Options = FileOptions.Asynchronous,
                BufferSize = 1 << 16,
            };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            return ValueTask.FromResult<IStorageWriter>(new FileStorageWriter(new FileStream(partial, options), partial, path, overwrite));
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw StorageFault.From(path, "be created", exception);
        }
    }

    /// <inheritdoc />
    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        try
        {
            if (File.Exists(path))
            {
                File.Delete(path);
            }

            return ValueTask.CompletedTask;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw StorageFault.From(path, "be deleted", exception);
        }
    }

    /// <inheritdoc />
    public ValueTask<IStorageLock> LockAsync(string folder, CancellationToken cancellationToken)
    {
        var directory = PathOf(folder);
        try
        {
            CreateDirectory(directory);
            var handle = FileLock.Take(Path.Combine(directory, ".lock"))
                ?? throw new FerryException(
                    FailureKind.Locked, "storage.locked", $"Another run is writing to {directory}.", "Its lock is held by a living process.",
                    "Wait until it has finished, then run the command again.");
            return ValueTask.FromResult<IStorageLock>(new FileStorageLock(handle, Sweep(directory)));
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw StorageFault.From(directory, "be written to", exception);
        }
    }

    private static FileInfo[] Files(DirectoryInfo directory)
    {
        try
        {
            return directory.GetFiles();
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw StorageFault.From(directory.FullName, "be listed", exception);
        }
    }

    private static List<string> Sweep(string directory)
    {
        var leftovers = Directory.EnumerateFiles(directory, $".*{Partial}").ToList();
        leftovers.ForEach(File.Delete);
        return leftovers.ConvertAll(path => Path.GetFileName(path)[1..^Partial.Length]);
    }

    private static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
