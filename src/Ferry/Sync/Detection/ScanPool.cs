using System.Threading.Channels;
using Ferry.Detection;

namespace Ferry.Sync.Detection;

/// <summary>Has all readers of a snapshot look at tables, part by part.</summary>
internal static class ScanPool
{
    /// <summary>Looks at tables.</summary>
    /// <param name="readers">The readers.</param>
    /// <param name="scans">The tables, the largest first.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async ValueTask RunAsync(IReadOnlyList<ILeafReader> readers, IReadOnlyList<ITableScan> scans, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = Channel.CreateBounded<(ITableScan Scan, LeafRange Range)>(readers.Count * 2);
        var plan = Guarded(() => PlanAsync(scans, work.Writer, stop.Token));
        await Task.WhenAll(readers.Select(reader => Guarded(() => WorkAsync(reader, work.Reader, stop.Token))).Append(plan)).ConfigureAwait(false);

        // The first failure ends the others, whose own cancellations then are not what is told.
        async Task Guarded(Func<Task> part)
        {
            try
            {
                await part().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
            }
            catch
            {
                await stop.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // A lost connection may fail to be told.
                throw;
            }
        }
    }

    private static async Task PlanAsync(IReadOnlyList<ITableScan> scans, ChannelWriter<(ITableScan Scan, LeafRange Range)> work, CancellationToken cancellationToken)
    {
        foreach (var scan in scans)
        {
            await foreach (var range in scan.RangesAsync(cancellationToken).ConfigureAwait(false))
            {
                await work.WriteAsync((scan, range), cancellationToken).ConfigureAwait(false);
            }
        }

        work.Complete();
    }

    private static async Task WorkAsync(ILeafReader reader, ChannelReader<(ITableScan Scan, LeafRange Range)> work, CancellationToken cancellationToken)
    {
        await foreach (var (scan, range) in work.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            await scan.ScanAsync(reader, range, cancellationToken).ConfigureAwait(false);
        }
    }
}
