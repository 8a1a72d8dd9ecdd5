using System.Runtime.InteropServices;

namespace Ferry.Sqlite.Reading;

/// <summary>The calls made for every row and value, on the same library as the binding's but without its handle counting,
/// which costs several times what they do themselves.</summary>
internal static partial class NativeColumns
{
    private const string Library = "e_sqlite3";

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    [LibraryImport(Library, EntryPoint = "sqlite3_step")]
    public static partial int Step(nint statement);

    [SuppressGCTransition]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    [LibraryImport(Library, EntryPoint = "sqlite3_column_type")]
    public static partial int Type(nint statement, int column);

    [SuppressGCTransition]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    [LibraryImport(Library, EntryPoint = "sqlite3_column_int64")]
    public static partial long Integer(nint statement, int column);

    [SuppressGCTransition]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    [LibraryImport(Library, EntryPoint = "sqlite3_column_double")]
    public static partial double Real(nint statement, int column);

    /// <summary>A text or blob value, text as UTF-8 whatever the database's encoding. Valid until the next step.</summary>
    public static unsafe ReadOnlySpan<byte> Bytes(nint statement, int column)
    {
        // Asking for the length first converts text where the database is UTF-16; the bytes after that are UTF-8.
        var length = Length(statement, column);
        return length == 0 ? [] : new(Pointer(statement, column), length);
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    [LibraryImport(Library, EntryPoint = "sqlite3_column_bytes")]
    private static partial int Length(nint statement, int column);

    [SuppressGCTransition]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    [LibraryImport(Library, EntryPoint = "sqlite3_column_blob")]
    private static unsafe partial void* Pointer(nint statement, int column);
}
