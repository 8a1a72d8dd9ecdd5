using Ferry.Merging;
using SQLitePCL;

namespace Ferry.Sqlite.Connections;

/// <summary>One prepared statement and its current row.</summary>
internal sealed class Statement(Connection connection, sqlite3_stmt handle) : IDisposable
{
    public sqlite3_stmt Handle { get; } = handle;

    /// <summary>Moves to the next row.</summary>
    /// <returns>False when there is none.</returns>
    public bool Step()
    {
        var result = raw.sqlite3_step(Handle);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        connection.Check(result);
        return false;
    }

    public long Integer(int column) => raw.sqlite3_column_int64(Handle, column);

    /// <summary>A value as text; null for NULL.</summary>
    public string? Text(int column) => raw.sqlite3_column_type(Handle, column) switch
    {
        raw.SQLITE_NULL => null,
        raw.SQLITE_BLOB => BinaryText.Of(raw.sqlite3_column_blob(Handle, column)),
        _ => raw.sqlite3_column_text(Handle, column).utf8_to_string(),
    };

    public Statement Bind(int parameter, string value)
    {
        connection.Check(raw.sqlite3_bind_text(Handle, parameter, value));
        return this;
    }

    public void Dispose() => Handle.Dispose();
}
