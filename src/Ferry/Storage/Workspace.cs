namespace Ferry.Storage;

/// <summary>A private temporary directory of one run, removed with it. What a killed run left is removed by the next one.</summary>
internal sealed class Workspace : IDisposable
{
    private const string Lock = ".lock";
    private const int Attempts = 100;
    private readonly string _root;
    private readonly FileStream _lock;

    private Workspace(string root, string directory, FileStream handle)
    {
        _root = root;
        Directory = directory;
        _lock = handle;
    }

    public string Directory { get; }

    /// <param name="near">A directory on the wanted disk; null for the system's temporary one.</param>
    public static Workspace Open(string? near = null)
    {
        var root = RootOf(near);
        try
        {
            return Open(root, Attempts);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StorageFault.From(root, "be used for temporary files", exception);
        }
    }

    /// <summary>Removes what killed runs left near a directory.</summary>
    /// <param name="near">A directory that exists.</param>
    /// <returns>The names of the files that were in there.</returns>
    public static IReadOnlyCollection<string> Abandoned(string near)
    {
        var root = RootOf(near);
        if (!System.IO.Directory.Exists(root))
        {
            return [];
        }

        try
        {
            DemandPrivate(root);
            var found = Sweep(root);
            RemoveEmpty(root);
            return found;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StorageFault.From(root, "be used for temporary files", exception);
        }
    }

    public string PathOf(string name) => Path.Combine(Directory, name);

    public void Dispose()
    {
        Remove(Directory);
        _lock.Dispose();
        RemoveEmpty(_root);
    }

    private static string RootOf(string? near) => Path.Combine(near ?? Path.GetTempPath(), $".ferry-work-{Environment.UserName}");

    // Between making the root and reserving a place in it, another run that ends may find the root empty and remove it.
    private static Workspace Open(string root, int attempts)
    {
        try
        {
            Create(root);
            DemandPrivate(root);
            Sweep(root);
            return Reserve(root);
        }
        catch (IOException) when (attempts > 1 && System.IO.Directory.Exists(Path.GetDirectoryName(root)))
        {
            return Open(root, attempts - 1);
        }
    }

    private static void RemoveEmpty(string root)
    {
        try
        {
            System.IO.Directory.Delete(root);
        }
        catch (IOException)
        {
            // Another run works in it, or has just removed it.
            return;
        }
    }

    // In a temporary folder that everybody may write to, somebody else may have made this name first.
    private static void DemandPrivate(string root)
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        if (new DirectoryInfo(root).LinkTarget is not null || (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(root) & Others) != 0))
        {
            throw new UnauthorizedAccessException($"{root} is a link, or others may read or write it.");
        }
    }

    // The lock lies beside its directory and is held before that exists: another run that sweeps never meets a directory without its lock.
    private static Workspace Reserve(string root)
    {
        var directory = Path.Combine(root, Guid.NewGuid().ToString("N"));
        var handle = FileLock.Take(directory + Lock) ?? throw new IOException($"The new directory {directory} is locked already.");
        try
        {
            Create(directory);
            return new Workspace(root, directory, handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static HashSet<string> Sweep(string root)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var directory in System.IO.Directory.EnumerateDirectories(root))
        {
            using var handle = FileLock.Take(directory + Lock);
            if (handle is not null)
            {
                // Its own run may have removed it before we held the lock.
                found.UnionWith(System.IO.Directory.Exists(directory) ? new DirectoryInfo(directory).EnumerateFiles().Select(file => file.Name) : []);
                Remove(directory);
            }
        }

        return found;
    }

    // Two runs may sweep at once; what the other has removed is gone all the same.
    private static void Remove(string directory)
    {
        try
        {
            System.IO.Directory.Delete(directory, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            return;
        }
        finally
        {
            File.Delete(directory + Lock);
        }
    }

    private static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            System.IO.Directory.CreateDirectory(path);
        }
        else
        {
            System.IO.Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
