using Ferry.Sync.Staging;

namespace Ferry.Sync.Planning;

/// <summary>Works on several tables at the same time, each on a connection of its own. What comes out is what one connection would have made that takes the tables in their order.</summary>
internal sealed class Lanes : IAsyncDisposable
{
    private readonly List<Lane> _lanes;

    private Lanes(Lane first) => _lanes = [first];

    /// <summary>The connection that holds the lock, for what is not done by table.</summary>
    public Lane First => _lanes[0];

    /// <param name="target">The database.</param>
    /// <param name="most">How many connections may work at a time, the target's own among them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<Lanes> OpenAsync(SyncTarget target, int most, CancellationToken cancellationToken)
    {
        var opened = new Lanes(new(target.Connection, target.Staging));
        try
        {
            while (opened._lanes.Count < most && await target.Database.OpenBesideAsync(target.Area, cancellationToken).ConfigureAwait(false) is { } beside)
            {
                opened._lanes.Add(new(beside, target.Staging.Over(beside)));
            }

            return opened;
        }
        catch
        {
            await opened.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Does a piece of work once a table. The first failure cancels the others, and is thrown when they have ended.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="tied">Whether one of two tables changes what the other one's statements read or change: those keep their order.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(
        IReadOnlyList<TableSql> tables, Func<TableSql, TableSql, bool> tied, Func<Lane, TableSql, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var left = tables.ToList();
        var free = new Stack<Lane>(_lanes);
        var running = new Dictionary<Task, (Lane Lane, TableSql Table)>();
        try
        {
            while (left.Count + running.Count > 0)
            {
                while (free.Count > 0 && Next(left, [.. running.Values.Select(each => each.Table)], tied) is { } next)
                {
                    _ = left.Remove(next);
                    var lane = free.Pop();
                    running.Add(Task.Run(() => work(lane, next, stop.Token), CancellationToken.None), (lane, next));
                }

                var ended = await Task.WhenAny(running.Keys).ConfigureAwait(false);
                await ended.ConfigureAwait(false);
                _ = running.Remove(ended, out var done);
                free.Push(done.Lane);
            }
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(running.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    // The largest first, so that none is left over in the end; with one connection, the order is that of the tables.
    private TableSql? Next(List<TableSql> left, IReadOnlyList<TableSql> running, Func<TableSql, TableSql, bool> tied)
    {
        var ready = left.Where((table, index) => !running.Concat(left.Take(index)).Any(other => tied(other, table)));
        return _lanes.Count == 1 ? ready.FirstOrDefault() : ready.MaxBy(table => table.Table.Source.EstimatedBytes);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes.Skip(1))
        {
            await lane.Connection.DisposeAsync().ConfigureAwait(false);
        }
    }
}
