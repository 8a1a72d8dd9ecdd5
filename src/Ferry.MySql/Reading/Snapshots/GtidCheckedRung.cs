using Ferry.MySql.Dialects;

namespace Ferry.MySql.Reading.Snapshots;

/// <summary>Opens all snapshots without a lock and proves by MySQL's executed GTIDs that nobody committed meanwhile.</summary>
/// <remarks>A commit is visible to snapshots before its GTID counts as executed, but its GTID is owned all the while. Owned is read first: a GTID that
/// left it before is in executed already.</remarks>
internal sealed class GtidCheckedRung(SnapshotConnections connections, ServerDialect dialect) : ISnapshotRung
{
    public const string Name = "position-checked";

    private const int Attempts = 20;
    private const string State =
        "SELECT @@global.gtid_owned, @@global.gtid_executed, @@global.gtid_mode = 'ON' AND @@global.log_bin";

    public async ValueTask<RungReached?> TryAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var before = await StateAsync(cancellationToken).ConfigureAwait(false);
            if (!before.Kept)
            {
                return null;
            }

            await connections.StartSnapshotsAsync(cancellationToken).ConfigureAwait(false);
            var after = await StateAsync(cancellationToken).ConfigureAwait(false);
            if (after.Owned.Length == 0 && after.Executed == before.Executed)
            {
                var position = await new LogPosition(connections.Control, dialect).ReplicaAsync(cancellationToken).ConfigureAwait(false);
                position[LogPosition.Gtid] = after.Executed;
                return new(Name, position, []);
            }

            await connections.CloseSnapshotsAsync(cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    private async ValueTask<(string Owned, string Executed, bool Kept)> StateAsync(CancellationToken cancellationToken) =>
        (await connections.Control.QueryAsync(
            State,
            "Reading the executed transactions",
            row => (row.Required(0), row.Required(1).ReplaceLineEndings(""), row.Flag(2)),
            cancellationToken).ConfigureAwait(false))[0];
}
