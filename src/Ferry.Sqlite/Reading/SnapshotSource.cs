using Ferry.Reading;
using Ferry.Sqlite.Connections;
using Ferry.Sqlite.Schema;
using SQLitePCL;

namespace Ferry.Sqlite.Reading;

/// <summary>Opens read transactions that see the same moment.</summary>
internal sealed class SnapshotSource(DatabaseFile file, bool recoveredBefore) : ISnapshotSource
{
    private const int Attempts = 3;

    public async ValueTask<ISnapshot> OpenAsync(SnapshotOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Readers, 1);
        try
        {
            return await Boundary.RunAsync<ISnapshot>(
                $"open a snapshot of {file.Path}", file, FailureKind.Source, () => Open(options, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (FerryException failure) when (failure.Code == "sqlite.locked")
        {
            throw new FerryException(FailureKind.Stalled, failure.Code, failure.Message, failure.Reason, failure.Remedy, failure);
        }
    }

    private Snapshot Open(SnapshotOptions options, CancellationToken cancellationToken)
    {
        var opened = TimeProvider.System.GetUtcNow().UtcDateTime;
        var connections = OpenTogether(options, out var recovered, cancellationToken);
        try
        {
            using var registration = connections[0].InterruptOn(cancellationToken);
            var catalog = CatalogReader.Read(connections[0], file.Name, options.Selection);
            var consistency = new Consistency(
                ConsistencyLevel.Snapshot, "read-transaction", new Dictionary<string, string>(), Warnings.Of(recovered || recoveredBefore));
            return new Snapshot(file, catalog, consistency, connections, opened, TimeProvider.System);
        }
        catch
        {
            connections.ForEach(connection => connection.Dispose());
            throw;
        }
    }

    /// <summary>Opens a connection for planning and one for each reader. When others kept committing meanwhile, or a lock was in the way,
    /// one connection does both.</summary>
    private List<Connection> OpenTogether(SnapshotOptions options, out bool recovered, CancellationToken cancellationToken)
    {
        using var witness = SourceConnection.Begin(file, options.LockTimeout, out recovered, cancellationToken);
        witness.Execute("COMMIT");
        using var registration = witness.InterruptOn(cancellationToken);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            // No commit between the two readings of data_version means that every transaction begun in between sees the same moment.
            var before = DataVersion(witness);
            var connections = TryBegin(options.Readers + 1, cancellationToken);
            if (before is not null && connections.Count > options.Readers && DataVersion(witness) == before)
            {
                return connections;
            }

            connections.ForEach(connection => connection.Dispose());
        }

        return [SourceConnection.Begin(file, options.LockTimeout, out _, cancellationToken)];
    }

    private List<Connection> TryBegin(int count, CancellationToken cancellationToken)
    {
        var connections = new List<Connection>(count);
        try
        {
            while (connections.Count < count)
            {
                connections.Add(SourceConnection.Begin(file, TimeSpan.Zero, out _, cancellationToken, alone: connections.Count > 0));
            }
        }
        catch (SqliteFailure failure) when (failure.Primary == raw.SQLITE_BUSY)
        {
            // A writer is about to commit; the caller tries again or makes do with fewer.
            return connections;
        }
        catch
        {
            connections.ForEach(connection => connection.Dispose());
            throw;
        }

        return connections;
    }

    /// <summary>A number that changes when another connection commits (https://sqlite.org/pragma.html#pragma_data_version);
    /// null while a commit is going on.</summary>
    private static long? DataVersion(Connection witness)
    {
        try
        {
            return witness.Integer("PRAGMA data_version");
        }
        catch (SqliteFailure failure) when (failure.Primary == raw.SQLITE_BUSY)
        {
            return null;
        }
    }
}
