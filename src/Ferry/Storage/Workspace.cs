namespace Ferry.Storage;

/// <summary>A private temporary directory of one run, removed with it. What a killed run left is removed by the next one.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly FileStream _lock;

    private Workspace(string directory, FileStream handle)
    {
        Directory = directory;
        _lock = handle;
    }

    public string Directory { get; }

    /// <param name="near">A directory on the wanted disk; null for the system's temporary one.</param>
    public static Workspace Open(string? near = null)
    {
        var root = Path.Combine(near ?? Path.GetTempPath(), $".ferry-{Environment.UserName}");
        Create(root);
        Sweep(root);
        var directory = Path.Combine(root, Guid.NewGuid().ToString("N"));
        Create(directory);
        var handle = FileLock.Take(Path.Combine(directory, ".lock"))
            ?? throw new IOException($"The new directory {directory} is locked already.");
        return new Workspace(directory, handle);
    }

    public string PathOf(string name) => Path.Combine(Directory, name);

    public void Dispose()
    {
        System.IO.Directory.Delete(Directory, recursive: true);
        _lock.Dispose();
    }

    private static void Sweep(string root)
    {
        foreach (var directory in System.IO.Directory.EnumerateDirectories(root))
        {
            using var handle = FileLock.Take(Path.Combine(directory, ".lock"));
            if (handle is not null)
            {
                System.IO.Directory.Delete(directory, recursive: true);
            }
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
