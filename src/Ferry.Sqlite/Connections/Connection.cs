using SQLitePCL;

namespace Ferry.Sqlite.Connections;

/// <summary>One connection of the SQLite library, with its errors as <see cref="SqliteFailure"/>.</summary>
internal sealed class Connection : IDisposable
{
    private readonly sqlite3 _handle;
    private CancellationToken _cancellation;

    private Connection(sqlite3 handle) => _handle = handle;

    public sqlite3 Handle => _handle;

    /// <summary>Whether a transaction is open.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    public static Connection Open(string path, OpenMode mode, TimeSpan busyTimeout)
    {
        Batteries_V2.Init();
        var flags = raw.SQLITE_OPEN_URI | (mode == OpenMode.Write ? raw.SQLITE_OPEN_READWRITE : raw.SQLITE_OPEN_READONLY)
            | (mode == OpenMode.ReadAlone ? raw.SQLITE_OPEN_NOMUTEX : raw.SQLITE_OPEN_FULLMUTEX);
        var result = raw.sqlite3_open_v2(FileUri.For(path, immutable: mode == OpenMode.Immutable), out var handle, flags, null);
        var connection = new Connection(handle);
        try
        {
            connection.Check(result);
            raw.sqlite3_extended_result_codes(handle, 1);
            raw.sqlite3_busy_timeout(handle, (int)Math.Min(busyTimeout.TotalMilliseconds, int.MaxValue));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Lets a token end whatever statement is running; undone by disposing the registration.</summary>
    public CancellationTokenRegistration InterruptOn(CancellationToken cancellationToken)
    {
        _cancellation = cancellationToken;
        return cancellationToken.Register(static handle => raw.sqlite3_interrupt((sqlite3)handle!), _handle);
    }

    public Statement Prepare(string sql)
    {
        _cancellation.ThrowIfCancellationRequested();
        Check(raw.sqlite3_prepare_v2(_handle, sql, out sqlite3_stmt statement));
        return new Statement(this, statement);
    }

    public void Execute(string sql)
    {
        using var statement = Prepare(sql);
        while (statement.Step())
        {
        }
    }

    /// <summary>The first column of the first row; null when there is no row or it is NULL.</summary>
    public string? Text(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Text(0) : null;
    }

    /// <summary>The first column of the first row; zero when there is no row or it is NULL.</summary>
    public long Integer(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Integer(0) : 0;
    }

    /// <summary>Switches one of the library's per-connection options (https://sqlite.org/c3ref/c_dbconfig_defensive.html).</summary>
    public void Configure(int option, bool on) => Check(raw.sqlite3_db_config(_handle, option, on ? 1 : 0, out _));

    public void Check(int result)
    {
        if (result is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            return;
        }

        if ((result & 0xff) == raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException(_cancellation);
        }

        throw new SqliteFailure(result, raw.sqlite3_errmsg(_handle).utf8_to_string());
    }

    public void Dispose() => _handle.Dispose();
}
