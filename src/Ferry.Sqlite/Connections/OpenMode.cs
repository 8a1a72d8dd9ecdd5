namespace Ferry.Sqlite.Connections;

internal enum OpenMode
{
    /// <summary>Read-only; the file must exist.</summary>
    Read,

    /// <summary>As <see cref="Read"/>, and promised to be used by one thread at a time, which spares a mutex on every call.</summary>
    ReadAlone,

    /// <summary>Read and write; the file must exist.</summary>
    Write,

    /// <summary>Read-only and promised not to change: no locks are taken and no sidecar files made.</summary>
    Immutable,
}
