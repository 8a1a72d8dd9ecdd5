using System.Runtime.InteropServices;
using Ferry.Sqlite.Connections;

namespace Ferry.Sqlite.Images;

/// <summary>Gives a file the mode and, where the process may, the owner of another: a database restored by root must stay its application's.</summary>
internal static partial class FileOwnership
{
    public static void Copy(string from, string to)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(to, File.GetUnixFileMode(from));

        // Only Linux has a call whose structure is the same everywhere; elsewhere the owner stays the restoring user.
        if (OperatingSystem.IsLinux())
        {
            CopyOwner(from, to);
        }
    }

    private static void CopyOwner(string from, string to)
    {
        var (source, target) = (FileStatus.Of(from), FileStatus.Of(to));
        if ((source.Owner != target.Owner || source.Group != target.Group) && Chown(to, source.Owner, source.Group) != 0)
        {
            throw new UnauthorizedAccessException(
                $"Could not give {to} the owner {source.Owner}:{source.Group} of the database that it replaces: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Chown(string path, uint uid, uint gid);
}
