namespace Ferry.Storage;

/// <summary>An advisory lock that the operating system releases when its process ends, however it ends.</summary>
internal static class FileLock
{
    /// <summary>Takes the lock if nobody holds it.</summary>
    /// <returns>The open handle, or null when another process holds it.</returns>
    public static FileStream? Take(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            return new FileStream(path, options);
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            return null;
        }
    }

    // EWOULDBLOCK from flock, or a sharing violation; anything else (a full or broken disk) is a fault, not a lock.
    private static bool IsHeld(IOException exception) =>
        exception is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException)
        && exception.HResult is 11 or 35 or unchecked((int)0x80070020) or unchecked((int)0x80070021);
}
