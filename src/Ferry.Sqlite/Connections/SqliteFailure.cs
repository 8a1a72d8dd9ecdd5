namespace Ferry.Sqlite.Connections;

/// <summary>A result code of the library with its message; translated once, at the provider's boundary.</summary>
internal sealed class SqliteFailure(int code, string message) : Exception(message)
{
    /// <summary>The extended result code (https://sqlite.org/rescode.html).</summary>
    public int Extended { get; } = code;

    public int Primary => Extended & 0xff;
}
