namespace Ferry.Sqlite.Connections;

internal enum OpenMode
{
    /// <summary>Read-only; the file must exist.</summary>
    Read,

    /// <summary>Read and write; the file must exist.</summary>
    Write,

    /// <summary>Read-only and promised not to change: no locks are taken and no sidecar files made.</summary>
    Immutable,
}
