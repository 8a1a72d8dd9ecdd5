using System.Runtime.InteropServices;

namespace Ferry.Storage;

/// <summary>Makes a rename durable: on Unix the directory itself has to be synced, which the framework offers no call for.</summary>
internal static partial class DirectorySync
{
    public static void Flush(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(directory, flags: 0);
        if (descriptor < 0)
        {
            throw new IOException($"{directory} cannot be opened for syncing (errno {Marshal.GetLastPInvokeError()}).");
        }

        var result = FSync(descriptor);
        var error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (result != 0 && error != InvalidArgument)
        {
            throw new IOException($"{directory} cannot be synced (errno {error}).");
        }
    }

    // EINVAL: a file system that knows no sync of directories.
    private const int InvalidArgument = 22;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
