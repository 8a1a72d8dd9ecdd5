using Ferry.MySql.Dialects;
using Ferry.Schema;

namespace Ferry.MySql.Reading.Snapshots;

/// <summary>Read locks on the tables of the backup for as long as the readers open their snapshots; for accounts of managed servers.</summary>
internal sealed class TableLocksRung(SnapshotConnections connections, Catalog catalog, LockWait locks, LockedOpening opening) : ISnapshotRung
{
    public const string Name = "table-locks";

    public async ValueTask<RungReached?> TryAsync(CancellationToken cancellationToken)
    {
        var tables = catalog.Tables.Where(table => table.Content == TableContent.Rows).Select(table => $"{Quote.Identifier(catalog.Database, table.Name)} READ").ToList();
        if (tables.Count == 0)
        {
            return null;
        }

        await locks.TakeAsync($"LOCK TABLES {string.Join(", ", tables)}", cancellationToken).ConfigureAwait(false);
        try
        {
            return await opening.RunAsync(Name, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await connections.Control.ExecuteAsync("UNLOCK TABLES", "Releasing the table locks", CancellationToken.None).ConfigureAwait(false);
        }
    }
}
