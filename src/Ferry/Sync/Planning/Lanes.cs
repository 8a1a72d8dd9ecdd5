using Ferry.Sync.Staging;

namespace Ferry.Sync.Planning;

/// <summary>Works on several tables at the same time, each on a connection of its own. What comes out is what one connection would have made that takes the tables in their order.</summary>
internal sealed class Lanes : IAsyncDisposable
{
    // What a server does for a row, whatever is in it, takes about as long as what it does for so many bytes.
    private const int BytesLikeARow = 100;

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
        RunAsync(tables, tied, work, table => table.Table.Source.EstimatedBytes + (table.Table.Source.EstimatedRows * BytesLikeARow), cancellationToken);

    /// <summary>The same for anything that is worked on by one connection at a time.</summary>
    /// <param name="items">What to work on.</param>
    /// <param name="tied">Whether of two items the later one has to wait for the earlier one.</param>
    /// <param name="work">The work.</param>
    /// <param name="size">How large an item is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync<T>(IReadOnlyList<T> items, Func<T, T, bool> tied, Func<Lane, T, CancellationToken, Task> work, Func<T, long> size, CancellationToken cancellationToken)
        where T : class
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // With one connection, the order is the one that is given.
        var schedule = new LaneSchedule<T>(items, tied, _lanes.Count == 1 ? _ => 0 : size);
        var free = new Stack<Lane>(_lanes);
        var running = new Dictionary<Task, (Lane Lane, int Place)>();
        try
        {
            while (schedule.Left > 0)
            {
                while (free.Count > 0 && schedule.Take() is { } next)
                {
                    var lane = free.Pop();
                    running.Add(Task.Run(() => work(lane, next.Item, stop.Token), CancellationToken.None), (lane, next.Place));
                }

                var ended = await Task.WhenAny(running.Keys).ConfigureAwait(false);
                await ended.ConfigureAwait(false);
                _ = running.Remove(ended, out var done);
                schedule.Done(done.Place);
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

    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes.Skip(1))
        {
            await lane.Connection.DisposeAsync().ConfigureAwait(false);
        }
    }
}
