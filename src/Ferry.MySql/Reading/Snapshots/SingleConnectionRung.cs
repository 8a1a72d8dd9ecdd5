using Ferry.MySql.Dialects;

namespace Ferry.MySql.Reading.Snapshots;

/// <summary>One connection sees one moment of its own accord; the way that needs no privilege.</summary>
internal sealed class SingleConnectionRung(SnapshotConnections connections, ServerDialect dialect, IReadOnlyList<string> refusals)
{
    public const string Name = "single-connection";

    public async ValueTask<RungReached> TryAsync(CancellationToken cancellationToken)
    {
        var wanted = connections.Readers.Count;
        await connections.KeepOneReaderAsync().ConfigureAwait(false);
        await connections.StartSnapshotsAsync(cancellationToken).ConfigureAwait(false);
        var position = dialect is MariaDbDialect
            ? await BinlogCheckedRung.OfAsync(connections.Readers[0], cancellationToken).ConfigureAwait(false)
            : [];
        return new(Name, position, wanted > 1 ? [Slower()] : []);
    }

    private string Slower() =>
        "One connection reads everything, which is slower: several cannot see the same moment without a lock"
            + (refusals.Count == 0 ? "." : $", and the server refuses one ({string.Join(" / ", refusals.Distinct())}).")
            + (dialect is MariaDbDialect ? " GRANT RELOAD allows it." : " GRANT RELOAD, BACKUP_ADMIN allows it.");
}
