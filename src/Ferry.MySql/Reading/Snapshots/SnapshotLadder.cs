using Ferry.MySql.Dialects;
using Ferry.Schema;

namespace Ferry.MySql.Reading.Snapshots;

internal sealed class SnapshotLadder(SnapshotConnections connections, ServerDialect dialect, Catalog catalog, TimeSpan lockTimeout)
{
    public async ValueTask<RungReached> ClimbAsync(CancellationToken cancellationToken)
    {
        _ = (dialect, catalog, lockTimeout);
        await connections.KeepOneReaderAsync().ConfigureAwait(false);
        await connections.StartSnapshotsAsync(cancellationToken).ConfigureAwait(false);
        return new("single-connection", new Dictionary<string, string>(), []);
    }
}
