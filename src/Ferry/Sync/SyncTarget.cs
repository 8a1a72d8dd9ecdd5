using Ferry.Databases;
using Ferry.Merging;
using Ferry.Restore;
using Ferry.Sync.History;
using Ferry.Sync.Staging;

namespace Ferry.Sync;

/// <summary>A target that is open for merging, its staging area locked and its registry read.</summary>
internal sealed class SyncTarget : IAsyncDisposable
{
    private readonly IDatabaseSession _session;

    private SyncTarget(IDatabaseSession session, IMergeConnection connection, string area)
    {
        _session = session;
        Connection = connection;
        Area = area;
        Staging = new StagingTables(connection, Dialect, area);
        Registry = new RunRegistry(connection, Dialect, Staging, area);
        Lineage = new Lineage(connection, Dialect, Staging, area);
        Merged = new MergedTables(connection, Dialect, area);
        Columns = new MergedColumns(connection, Dialect, area);
        Moment = new SeenMoment(connection, Dialect, area);
    }

    public IMergeDatabase Database => _session.Merge!;

    public IMergeDialect Dialect => _session.Merge!.Dialect;

    public IMergeConnection Connection { get; }

    public string Area { get; }

    public StagingTables Staging { get; }

    public RunRegistry Registry { get; }

    public Lineage Lineage { get; }

    public MergedTables Merged { get; }

    public MergedColumns Columns { get; }

    public SeenMoment Moment { get; }

    /// <summary>The server that answered.</summary>
    public ServerIdentity Server => _session.Server;

    /// <summary>Opens a target; its staging area is made where it is missing.</summary>
    public static async Task<SyncTarget> OpenAsync(IDatabaseProvider provider, DatabaseTarget target, string source, CancellationToken cancellationToken) =>
        (await OpenAsync(provider, target, source, make: true, cancellationToken).ConfigureAwait(false))!;

    /// <summary>Opens a target that was merged into before.</summary>
    /// <returns>Null when nothing of the source is remembered there; nothing is made then.</returns>
    public static Task<SyncTarget?> FindAsync(IDatabaseProvider provider, DatabaseTarget target, string source, CancellationToken cancellationToken) =>
        OpenAsync(provider, target, source, make: false, cancellationToken);

    /// <summary>Opens a target with the staging area of that name, which is there.</summary>
    public static async Task<SyncTarget> OpenAreaAsync(IDatabaseProvider provider, DatabaseTarget target, string area, CancellationToken cancellationToken) =>
        (await OpenAsync(provider, target, _ => area, make: true, cancellationToken).ConfigureAwait(false))!;

    private static Task<SyncTarget?> OpenAsync(IDatabaseProvider provider, DatabaseTarget target, string source, bool make, CancellationToken cancellationToken) =>
        OpenAsync(provider, target, merge => merge.Dialect.Staging.Area(target.Name, source), make, cancellationToken);

    private static async Task<SyncTarget?> OpenAsync(IDatabaseProvider provider, DatabaseTarget target, Func<IMergeDatabase, string> named, bool make, CancellationToken cancellationToken)
    {
        var session = await provider.OpenAsync(target with { Replica = null }, SessionAccess.Write, cancellationToken).ConfigureAwait(false);
        try
        {
            var merge = session.Merge ?? throw new FerryException(
                FailureKind.Unsupported, "sync.engine-unsupported", $"Nothing can be merged into {target.Display}.", $"The engine {provider.Engine} does not offer it.");
            var area = named(merge);
            if (!make && !await merge.HasAsync(area, cancellationToken).ConfigureAwait(false))
            {
                await session.DisposeAsync().ConfigureAwait(false);
                return null;
            }

            if (session.Target is { } loading)
            {
                // A restore takes the same lock: it would replace the tables under the merge.
                await loading.LockAsync(TargetScratch.Of(target), cancellationToken).ConfigureAwait(false);
            }

            var connection = await merge.OpenAsync(area, cancellationToken).ConfigureAwait(false);
            return await ReadAsync(new SyncTarget(session, connection, area), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<SyncTarget> ReadAsync(SyncTarget opened, CancellationToken cancellationToken)
    {
        try
        {
            await opened.Staging.ReadAsync(cancellationToken).ConfigureAwait(false);
            await opened.Registry.MakeAsync(cancellationToken).ConfigureAwait(false);
            return opened;
        }
        catch
        {
            await opened.Connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync().ConfigureAwait(false);
        await _session.DisposeAsync().ConfigureAwait(false);
    }
}
