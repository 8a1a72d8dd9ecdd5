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
    public Task RunAsync(
        IReadOnlyList<TableSql> tables, Func<TableSql, TableSql, bool> tied, Func<Lane, TableSql, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        RunAsync(tables, tied, work, table => table.Table.Source.EstimatedBytes, cancellationToken);

    /// <summary>The same for anything that is worked on by one connection at a time.</summary>
    /// <param name="items">What to work on.</param>
    /// <param name="tied">Whether of two items the later one has to wait for the earlier one.</param>
    /// <param name="work">The work.</param>
    /// <param name="size">How large an item is: of those that need not wait, the largest goes first, so that none is left over in the end.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync<T>(IReadOnlyList<T> items, Func<T, T, bool> tied, Func<Lane, T, CancellationToken, Task> work, Func<T, long> size, CancellationToken cancellationToken)
        where T : class
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var left = items.ToList();
        var free = new Stack<Lane>(_lanes);
        var running = new Dictionary<Task, (Lane Lane, T Item)>();
        try
        {
            while (left.Count + running.Count > 0)
            {
                while (free.Count > 0 && Next(left, [.. running.Values.Select(each => each.Item)], tied, size) is { } next)
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
            // A connection that is lost, too, may fail to be told that it is cancelled; that is not what went wrong first.
            await stop.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.WhenAll(running.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    // With one connection, the order is the one that is given.
    private T? Next<T>(List<T> left, IReadOnlyList<T> running, Func<T, T, bool> tied, Func<T, long> size)
        where T : class
    {
        var ready = left.Where((item, index) => !running.Concat(left.Take(index)).Any(other => tied(other, item)));
        return _lanes.Count == 1 ? ready.FirstOrDefault() : ready.MaxBy(size);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes.Skip(1))
        {
            await lane.Connection.DisposeAsync().ConfigureAwait(false);
        }
    }
}
