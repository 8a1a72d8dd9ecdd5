namespace Ferry.Sqlite.Connections;

/// <summary>A database's file and the sidecar files that SQLite keeps beside it.</summary>
/// <param name="Path">The real path, symbolic links resolved, as SQLite itself resolves them for the sidecars.</param>
internal sealed record DatabaseFile(string Path)
{
    private static readonly string[] LogSuffixes = ["-wal", "-journal"];

    public bool Exists => File.Exists(Path);

    public string Name => System.IO.Path.GetFileName(Path);

    public string Directory => System.IO.Path.GetDirectoryName(Path) ?? "/";

    /// <summary>Sidecars that can hold data; the shared-memory file cannot.</summary>
    public IEnumerable<string> Logs => LogSuffixes.Select(suffix => Path + suffix);

    public static DatabaseFile Resolve(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        return new(File.Exists(full) ? File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full : full);
    }

    /// <summary>Reads the first bytes. Only for files that no connection of this process has open: closing the handle would drop
    /// that connection's locks (https://sqlite.org/howtocorrupt.html, 2.2).</summary>
    public byte[] ReadStart(int count)
    {
        using var file = File.OpenHandle(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var start = new byte[count];
        return start[..RandomAccess.Read(file, start, 0)];
    }

    /// <summary>Creates the file empty, readable by its owner only; fails if it exists.</summary>
    public void CreatePrivate()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var created = new FileStream(Path, options);
    }

    /// <summary>Syncs the file to disk. Only for files that no connection of this process has open.</summary>
    public void Flush()
    {
        using var file = File.OpenHandle(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }

    public void Delete()
    {
        File.Delete(Path);
        DeleteSidecars();
    }

    public void DeleteSidecars()
    {
        foreach (var sidecar in Logs.Append(Path + "-shm"))
        {
            File.Delete(sidecar);
        }
    }
}
