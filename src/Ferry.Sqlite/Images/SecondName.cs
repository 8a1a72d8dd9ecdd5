using System.Runtime.InteropServices;

namespace Ferry.Sqlite.Images;

/// <summary>Gives a file a second name, which .NET has no call for: it outlives the first, and takes no space.</summary>
internal static partial class SecondName
{
    /// <summary>Makes the name. A copy is no way out: closing it would drop the locks that SQLite holds on the file.</summary>
    /// <returns>False where the file system has no second names.</returns>
    public static bool TryGive(string path, string name) =>
        OperatingSystem.IsWindows() ? CreateHardLink(name, path, 0) : Link(path, name) == 0;

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string path, string name);

    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [LibraryImport("kernel32", EntryPoint = "CreateHardLinkW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateHardLink(string name, string path, nint attributes);
}
