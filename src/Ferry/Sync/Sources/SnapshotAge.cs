using Ferry.Environments;

namespace Ferry.Sync.Sources;

/// <summary>How long the source's snapshot has been open: its server keeps all that others change meanwhile.</summary>
internal sealed class SnapshotAge : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenSource _linked;

    public SnapshotAge(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        (_limit, _caller) = (limit, cancellationToken);
        _over = new(limit, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _over.Token);
    }

    /// <summary>Reads from the snapshot, and ends it when that takes too long.</summary>
    /// <param name="read">Reads.</param>
    /// <exception cref="FerryException"><see cref="FailureKind.Source"/> when the limit is exceeded.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> read)
    {
        try
        {
            return await read(_linked.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (_over.IsCancellationRequested && !_caller.IsCancellationRequested)
        {
            throw new FerryException(
                FailureKind.Source, "sync.snapshot-too-old", $"Reading the source was given up after {Duration.Format(_limit)}; nothing was changed.",
                "Its server keeps for one snapshot all that others change meanwhile.",
                "Sync from a replica or a backup, merge fewer tables or rows (Sync:Tables, Sync:Where), or raise Sync:SnapshotLimit.", exception);
        }
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(Func<CancellationToken, Task> read) => RunAsync(async token =>
    {
        await read(token).ConfigureAwait(false);
        return true;
    });

    public void Dispose()
    {
        _linked.Dispose();
        _over.Dispose();
    }
}
