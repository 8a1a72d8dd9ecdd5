using Ferry.Databases;
using Ferry.Loading;
using Ferry.Progress;
using Ferry.Schema;
using Ferry.Verification;

namespace Ferry.Restore;

/// <summary>A database in a scratch database of its target's server, with the session that reserves it.</summary>
internal sealed class LoadedScratch(
    IDatabaseSession session, DatabaseTarget target, string scratch, Catalog catalog, Func<LoadedScratch, CancellationToken, Task<IReplacement>> swap, ProgressGate progress) : ILoadedDatabase
{
    public DatabaseTarget Target { get; } = target;

    public IDatabaseSession Session { get; } = session;

    public string Scratch { get; } = scratch;

    public Catalog Catalog { get; } = catalog;

    public IReadOnlyList<TableComparison> Comparison { get; set; } = [];

    public Task<IReplacement> ReplaceAsync(CancellationToken cancellationToken) => swap(this, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await using var closing = Session.ConfigureAwait(false);
        await RemoveAsync().ConfigureAwait(false);
    }

    // What cannot be removed now is removed by the next run; it must not hide why this one failed.
    private async Task RemoveAsync()
    {
        try
        {
            await Session.Target!.DropScratchAsync(Scratch, CancellationToken.None).ConfigureAwait(false);
        }
        catch (FerryException exception)
        {
            progress.Warn(new(
                FindingSeverity.Warning, "restore.leftover", $"The scratch database {Scratch} is still there: {exception.Message} {exception.Reason}".TrimEnd(),
                $"The next restore into {Target.Display} removes it."));
        }
    }
}
