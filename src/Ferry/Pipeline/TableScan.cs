using System.Threading.Channels;
using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.Pipeline;

/// <summary>Reads tables of a snapshot with all its readers: big tables first, a few ranges planned ahead, never more.</summary>
internal static class TableScan
{
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="tables">Tables of its catalog.</param>
    /// <param name="chunkBytes">Wanted size of a range.</param>
    /// <param name="work">Makes the work of one reader; called once a reader.</param>
    /// <param name="completed">Called once a table, when all its ranges are done; from any thread.</param>
    /// <param name="cancellationToken">Ends the scan.</param>
    public static async Task RunAsync(
        ISnapshot snapshot,
        IEnumerable<Table> tables,
        long chunkBytes,
        Func<IChunkReader, Func<TableRange, CancellationToken, Task>> work,
        Action<Table> completed,
        CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<(TableRange Range, TableCountdown Countdown)>(
            new BoundedChannelOptions(snapshot.Readers.Count * 2) { SingleWriter = true });

        async Task PlanAsync(CancellationToken token)
        {
            try
            {
                foreach (var table in tables.OrderByDescending(table => table.EstimatedBytes).ThenBy(table => table.Name, StringComparer.Ordinal))
                {
                    var countdown = new TableCountdown(() => completed(table));
                    var number = 0;
                    await foreach (var range in snapshot.PlanAsync(table, chunkBytes, token).ConfigureAwait(false))
                    {
                        countdown.Add();
                        await channel.Writer.WriteAsync((new TableRange(table, ++number, range), countdown), token).ConfigureAwait(false);
                    }

                    countdown.Done();
                }
            }
            finally
            {
                channel.Writer.Complete();
            }
        }

        Func<CancellationToken, Task> Reader(IChunkReader reader) => async token =>
        {
            var read = work(reader);
            await foreach (var (range, countdown) in channel.Reader.ReadAllAsync(token).ConfigureAwait(false))
            {
                await read(range, token).ConfigureAwait(false);
                countdown.Done();
            }
        };

        await Stages.RunAsync(cancellationToken, [PlanAsync, .. snapshot.Readers.Select(Reader)]).ConfigureAwait(false);
    }
}
