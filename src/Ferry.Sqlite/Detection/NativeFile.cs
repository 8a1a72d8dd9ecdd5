using System.Runtime.InteropServices;
using Ferry.Sqlite.Connections;
using SQLitePCL;

namespace Ferry.Sqlite.Detection;

/// <summary>What the library knows of a connection's file. Asked through the library itself: a second handle of this process would drop
/// the connection's locks when it is closed (https://sqlite.org/howtocorrupt.html, 2.2).</summary>
internal static partial class NativeFile
{
    private const string Library = "e_sqlite3";
    private const int HeaderLength = 100;
    private const int FilePointer = 7;
    private const int WalStateLength = 48;

    // The third entry of sqlite3_io_methods, after the version and xClose.
    private const int ReadMethod = 2;

    /// <summary>The first 100 bytes of the file: change counter, size, schema cookie and more (https://sqlite.org/fileformat2.html#the_database_header).</summary>
    public static unsafe byte[]? Header(Connection connection)
    {
        nint file;
        var header = new byte[HeaderLength];
        fixed (byte* buffer = header)
        {
            return Control(connection.Handle.DangerousGetHandle(), "main", FilePointer, &file) == raw.SQLITE_OK && file != 0
                && ((delegate* unmanaged<nint, byte*, int, long, int>)(*(nint**)file)[ReadMethod])(file, buffer, HeaderLength, 0) == raw.SQLITE_OK
                ? header
                : null;
        }
    }

    /// <summary>The state of the write-ahead log that the open transaction reads: its salts, its last frame and the checksum up to there
    /// (https://sqlite.org/walformat.html); null without a log or with an empty one.</summary>
    public static unsafe byte[]? WalState(Connection connection)
    {
        byte* snapshot;
        if (Snapshot(connection.Handle.DangerousGetHandle(), "main", &snapshot) != raw.SQLITE_OK)
        {
            return null;
        }

        var state = new ReadOnlySpan<byte>(snapshot, WalStateLength).ToArray();
        Free(snapshot);
        return state;
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    [LibraryImport(Library, EntryPoint = "sqlite3_file_control", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Control(nint database, string schema, int operation, nint* argument);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    [LibraryImport(Library, EntryPoint = "sqlite3_snapshot_get", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Snapshot(nint database, string schema, byte** snapshot);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    [LibraryImport(Library, EntryPoint = "sqlite3_snapshot_free")]
    private static unsafe partial void Free(byte* snapshot);
}
