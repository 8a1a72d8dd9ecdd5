using System.Runtime.ExceptionServices;

namespace Ferry.Pipeline;

/// <summary>Runs stages side by side: the first failure cancels the others and is the one that is thrown.</summary>
internal static class Stages
{
    public static async Task RunAsync(CancellationToken cancellationToken, params IEnumerable<Func<CancellationToken, Task>> stages)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Exception? first = null;

        async Task GuardAsync(Func<CancellationToken, Task> stage)
        {
            try
            {
                await stage(cancellation.Token).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref first, exception, null);
                await cancellation.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // A lost connection may fail to be told.
            }
        }

        await Task.WhenAll(stages.Select(stage => Task.Run(() => GuardAsync(stage), CancellationToken.None))).ConfigureAwait(false);
        if (first is not null)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }
}
