using Ferry.Merging;
using Ferry.Sqlite.Connections;

namespace Ferry.Sqlite.Merging;

/// <summary>One connection for everything: SQLite has one writer. Loaders take turns with the statements.</summary>
internal sealed class MergeConnection(DatabaseFile file, Connection connection, FileStream held, string area) : IMergeConnection
{
    private readonly StatementGuard _guard = new(area);
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async ValueTask<long> ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        _guard.Demand(sql);
        return await RunAsync(() => Change(sql), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<IReadOnlyList<string?>>> QueryAsync(string sql, CancellationToken cancellationToken)
    {
        _guard.Demand(sql);
        return await RunAsync(() => Read(sql), cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<IStagingLoader> OpenLoaderAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IStagingLoader>(new StagingLoader(file, connection, _turn, area));

    public async ValueTask BeginAsync(CancellationToken cancellationToken) =>
        await RunAsync(() => Change("BEGIN IMMEDIATE"), cancellationToken).ConfigureAwait(false);

    public async ValueTask CommitAsync(CancellationToken cancellationToken) =>
        await RunAsync(() => Change("COMMIT"), cancellationToken).ConfigureAwait(false);

    public async ValueTask RollbackAsync(CancellationToken cancellationToken) =>
        await RunAsync(() => connection.InTransaction ? Change("ROLLBACK") : 0, cancellationToken).ConfigureAwait(false);

    public async ValueTask<long> RemoveAsync(InsertedRows removal, CancellationToken cancellationToken)
    {
        var list = SqliteDialect.Quote(area + removal.List);
        var table = SqliteDialect.Quote(removal.Table);
        var same = removal.Key.Zip(removal.ListKey, (key, listed) => $"l.{SqliteDialect.Quote(listed)} = {table}.{SqliteDialect.Quote(key)}");
        var sql = $"DELETE FROM {table} WHERE EXISTS (SELECT 1 FROM {list} AS l WHERE {string.Join(" AND ", same)})";
        return await RunAsync(() => Change(sql), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<long> RemoveCopiesAsync(InsertedCopies removal, CancellationToken cancellationToken)
    {
        var (list, table, row) = (SqliteDialect.Quote(area + removal.List), SqliteDialect.Quote(removal.Table), SqliteDialect.Quote(removal.HiddenKey!));
        var rows = $"SELECT {table}.{row} AS row, ROW_NUMBER() OVER (PARTITION BY l.place ORDER BY {table}.{row} DESC) AS number, l.copies FROM {table} JOIN {list} AS l ON {removal.Same}";
        var sql = $"DELETE FROM {table} WHERE {row} IN (SELECT row FROM ({rows}) WHERE number <= copies)";
        return await RunAsync(() => Change(sql), cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync()
    {
        connection.Dispose();
        _turn.Dispose();
        return held.DisposeAsync();
    }

    // The last statement's own rows; but a statement that changes none leaves the number of the one before it. The total counts what triggers do, too.
    private long Change(string sql)
    {
        var before = connection.Integer("SELECT total_changes()");
        connection.Execute(sql);
        return connection.Integer("SELECT total_changes()") == before ? 0 : connection.Integer("SELECT changes()");
    }

    private List<IReadOnlyList<string?>> Read(string sql)
    {
        using var statement = connection.Prepare(sql);
        var columns = SQLitePCL.raw.sqlite3_column_count(statement.Handle);
        var rows = new List<IReadOnlyList<string?>>();
        while (statement.Step())
        {
            rows.Add([.. Enumerable.Range(0, columns).Select(statement.Text)]);
        }

        return rows;
    }

    private async ValueTask<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var registration = connection.InterruptOn(cancellationToken);
            return await Boundary.RunAsync($"merge into {file.Path}", file, FailureKind.Destination, work, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }
}
