using System.Runtime.InteropServices;

namespace Ferry.Sqlite.Images;

/// <summary>Gives a file the mode and, where the process may, the owner of another: a database restored by root must stay its application's.</summary>
internal static partial class FileOwnership
{
    private const int CurrentDirectory = -100;
    private const uint OwnerMask = 0x18;
    private const int StatxSize = 256;
    private const int UidOffset = 20;
    private const int GidOffset = 24;

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
        var source = new byte[StatxSize];
        var target = new byte[StatxSize];
        if (Statx(CurrentDirectory, from, 0, OwnerMask, source) != 0 || Statx(CurrentDirectory, to, 0, OwnerMask, target) != 0)
        {
            throw new IOException($"Could not read the owner of {from}: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        var (uid, gid) = (BitConverter.ToUInt32(source, UidOffset), BitConverter.ToUInt32(source, GidOffset));
        if ((uid != BitConverter.ToUInt32(target, UidOffset) || gid != BitConverter.ToUInt32(target, GidOffset)) && Chown(to, uid, gid) != 0)
        {
            throw new UnauthorizedAccessException(
                $"Could not give {to} the owner {uid}:{gid} of the database that it replaces: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, [Out] byte[] result);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Chown(string path, uint uid, uint gid);
}
