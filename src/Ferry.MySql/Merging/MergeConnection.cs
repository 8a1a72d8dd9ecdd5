using Ferry.Merging;
using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;
using Ferry.MySql.Loading;

namespace Ferry.MySql.Merging;

/// <summary>The connection that merges, and that holds the lock on the staging area.</summary>
internal sealed class MergeConnection(
    ServerConnection connection, string database, string area, Func<CancellationToken, ValueTask<MySqlLoader>> openLoader, TimeProvider clock) : IMergeConnection
{
    private const string Action = "Merging";
    private readonly StatementGuard _guard = new(area);

    // A statement that loses against another outside of a transaction is tried again; inside, everything before it is lost too.
    private bool _inTransaction;

    public async ValueTask<long> ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        _guard.Demand(sql);
        return _inTransaction
            ? await connection.ExecuteAsync(sql, Action, cancellationToken).ConfigureAwait(false)
            : await LockRetry.RunAsync(() => connection.ExecuteAsync(sql, Action, cancellationToken), clock, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<IReadOnlyList<string?>>> QueryAsync(string sql, CancellationToken cancellationToken)
    {
        _guard.Demand(sql);
        return await connection.QueryAsync(sql, Action, row => row.Texts(), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IStagingLoader> OpenLoaderAsync(CancellationToken cancellationToken) =>
        new StagingLoader(await openLoader(cancellationToken).ConfigureAwait(false));

    public async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        // What a check has read stays as it was until the commit: under this level it is locked.
        await connection.ExecuteAsync(ServerDialect.NextRepeatableRead, Action, cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync("START TRANSACTION", Action, cancellationToken).ConfigureAwait(false);
        _inTransaction = true;
    }

    public ValueTask CommitAsync(CancellationToken cancellationToken) => EndAsync("COMMIT", cancellationToken);

    public ValueTask RollbackAsync(CancellationToken cancellationToken) => EndAsync("ROLLBACK", cancellationToken);

    public async ValueTask<long> RemoveAsync(InsertedRows removal, CancellationToken cancellationToken)
    {
        var same = removal.Key.Zip(removal.ListKey, (key, listed) => $"l.{Quote.Identifier(listed)} = t.{Quote.Identifier(key)}");
        var list = new StagingDialect().Table(area, removal.List);
        return await connection.ExecuteAsync(
            $"DELETE t FROM {Quote.Identifier(database, removal.Table)} AS t JOIN {list} AS l ON {string.Join(" AND ", same)}", "Undoing", cancellationToken)
            .ConfigureAwait(false);
    }

    // Rows have no number of their own here: contents of which every row goes are removed at once, the others one by one with a limit.
    public async ValueTask<long> RemoveCopiesAsync(InsertedCopies removal, CancellationToken cancellationToken)
    {
        var list = new StagingDialect().Table(area, removal.List);
        var delete = $"DELETE FROM {Quote.Identifier(removal.Table)} WHERE EXISTS (SELECT 1 FROM {list} AS l WHERE {removal.Same}";
        var removed = await connection.ExecuteAsync($"{delete} AND l.copies > 0 AND l.stay = 0)", "Undoing", cancellationToken).ConfigureAwait(false);
        foreach (var some in await connection.QueryAsync($"SELECT place, copies FROM {list} WHERE copies > 0 AND stay > 0", "Undoing", row => row.Texts(), cancellationToken).ConfigureAwait(false))
        {
            removed += await connection.ExecuteAsync($"{delete} AND l.place = {some[0]}) LIMIT {some[1]}", "Undoing", cancellationToken).ConfigureAwait(false);
        }

        return removed;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async ValueTask EndAsync(string statement, CancellationToken cancellationToken)
    {
        _inTransaction = false;
        await connection.ExecuteAsync(statement, Action, cancellationToken).ConfigureAwait(false);
    }
}
