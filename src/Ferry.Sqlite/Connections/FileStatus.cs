using System.Runtime.InteropServices;

namespace Ferry.Sqlite.Connections;

/// <summary>What Linux knows of a file and .NET does not tell: its owner, and the device and inode that are the same under all its names (statx(2)).</summary>
internal sealed partial record FileStatus(uint Owner, uint Group, ulong Inode, ulong Device)
{
    private const int CurrentDirectory = -100;
    private const uint Wanted = 0x8 | 0x10 | 0x100;
    private const int Size = 256;
    private const int OwnerOffset = 20;
    private const int GroupOffset = 24;
    private const int InodeOffset = 32;
    private const int DeviceOffset = 136;

    /// <exception cref="IOException">The file cannot be looked at.</exception>
    public static FileStatus Of(string path)
    {
        var status = new byte[Size];
        return Statx(CurrentDirectory, path, 0, Wanted, status) == 0
            ? new(
                BitConverter.ToUInt32(status, OwnerOffset), BitConverter.ToUInt32(status, GroupOffset),
                BitConverter.ToUInt64(status, InodeOffset), BitConverter.ToUInt64(status, DeviceOffset))
            : throw new IOException($"Could not read the owner of {path}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, [Out] byte[] result);
}
