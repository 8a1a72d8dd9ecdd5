using Ferry.MySql.Connections;
using Ferry.MySql.Detection;
using Ferry.MySql.Dialects;
using Ferry.MySql.Reading.Rows;
using Ferry.MySql.Schema;
using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.MySql.Reading.Snapshots;

/// <summary>Opens snapshots: connections first, then definitions, then the shortest lock that the account may take.</summary>
internal sealed class SnapshotSource(Connector connector, ServerDialect dialect, RowConnector rowConnector, string? database, TimeProvider time) : ISnapshotSource
{
    private const int DefinitionAttempts = 3;

    public async ValueTask<ISnapshot> OpenAsync(SnapshotOptions options, CancellationToken cancellationToken)
    {
        if (database is null)
        {
            throw new FerryException(FailureKind.NotFound, "mysql.unknown-database", $"There is no database at {connector.Target.Display}.");
        }

        var connections = new SnapshotConnections(connector, dialect, rowConnector);
        try
        {
            await connections.OpenAsync(options.Readers, cancellationToken).ConfigureAwait(false);
            var stamps = new DefinitionStamps(connections.Control, database);
            for (var attempt = 1; ; attempt++)
            {
                var before = await stamps.ReadAsync(cancellationToken).ConfigureAwait(false);
                var catalog = await ReadCatalogAsync(connections.Control, options.Selection, cancellationToken).ConfigureAwait(false);
                var moment = await MomentReader.ReadAsync(connections.Control, time, cancellationToken).ConfigureAwait(false);
                var position = await new LogPosition(connections.Control, dialect).ReadAsync(cancellationToken).ConfigureAwait(false);
                var reached = await new SnapshotLadder(connections, dialect, catalog, options.LockTimeout, time).ClimbAsync(cancellationToken).ConfigureAwait(false);
                var changed = await before.ChangedSinceAsync(stamps.ReadAsync, _ => true, cancellationToken).ConfigureAwait(false);
                if (changed.Count == 0)
                {
                    catalog = await WithSequencesAsync(connections.Control, catalog, cancellationToken).ConfigureAwait(false);
                    var consistency = Judge(reached, catalog);
                    return new Snapshot(
                        connections, catalog, consistency, stamps, before, new StampReader(connections.Control, dialect, database, consistency, dialect.UpdateHorizon(moment)), moment, position);
                }

                if (attempt == DefinitionAttempts)
                {
                    throw DefinitionStamp.Failure(changed);
                }

                await connections.CloseSnapshotsAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            await connections.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<Catalog> ReadCatalogAsync(ServerConnection control, TableSelection selection, CancellationToken cancellationToken) =>
        await new SchemaReader(control, dialect, database).ReadAsync(selection, cancellationToken).ConfigureAwait(false)
            ?? throw new FerryException(FailureKind.NotFound, "mysql.unknown-database", $"There is no database at {connector.Target.Display}.");

    // A sequence's value belongs to no snapshot. Read after it opened, it is never lower than what the rows hold.
    private async ValueTask<Catalog> WithSequencesAsync(ServerConnection control, Catalog catalog, CancellationToken cancellationToken)
    {
        if (!catalog.Objects.Any(item => item.Kind == ObjectKind.Sequence))
        {
            return catalog;
        }

        var omissions = new List<Finding>(catalog.Omissions);
        var query = new CatalogQuery(control, dialect, catalog.Database, TableSelection.All, omissions);
        var objects = await new SequenceReader(query).RefreshAsync(catalog.Objects, cancellationToken).ConfigureAwait(false);
        return catalog with { Objects = objects, Omissions = omissions };
    }

    private static Consistency Judge(RungReached reached, Catalog catalog)
    {
        var loose = catalog.Tables.Where(table => table is { Transactional: false, Content: TableContent.Rows }).Select(table => table.Name).ToList();
        return loose.Count == 0
            ? new(ConsistencyLevel.Snapshot, reached.Rung, reached.Position, reached.Warnings)
            : new(
                loose.Count == catalog.Tables.Count(table => table.Content == TableContent.Rows) ? ConsistencyLevel.PerTable : ConsistencyLevel.TransactionalTables,
                reached.Rung,
                reached.Position,
                [.. reached.Warnings, $"No snapshot covers tables of other engines than InnoDB; these are as they were when they were read: {string.Join(", ", loose)}."]);
    }
}
