using System.Collections.Concurrent;
using System.IO.Pipelines;
using Ferry.Merging;
using Ferry.Pipeline;
using Ferry.Schema;
using Ferry.Sync.Detection;
using Ferry.Sync.Masking;
using Ferry.Sync.Model;
using Ferry.Sync.Sources;

namespace Ferry.Sync.Staging;

/// <summary>Brings source rows into the staging area: read, hashed and loaded as bytes, as many tables at a time as the source has readers.</summary>
/// <param name="connection">Loads them.</param>
/// <param name="dialect">How they are written.</param>
/// <param name="hasher">Hashes them, masked.</param>
/// <param name="moved">Told of the rows of each range.</param>
/// <param name="masking">Masks them before anything else sees them; null for nothing.</param>
internal sealed class StagingFill(
    IMergeConnection connection, IMergeDialect dialect, CellHasher hasher, Action<string, long, long> moved, SourceMasking? masking = null)
{
    // Enough for the reader to go on while the loader waits for the server, and no more.
    private static readonly PipeOptions Buffered = new(pauseWriterThreshold: 4 << 20, resumeWriterThreshold: 2 << 20, useSynchronizationContext: false);

    private readonly ConcurrentDictionary<string, long> _rows = new(StringComparer.Ordinal);

    /// <summary>Stages tables whose staging tables are there and empty.</summary>
    /// <param name="source">Where the rows come from.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="changes">What must be read of them.</param>
    /// <param name="filters">Which rows are wanted, as SQL in the source, by table; all of a table that is not named.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Rows by table.</returns>
    public async Task<IReadOnlyDictionary<string, long>> RunAsync(
        SourceRows source, IReadOnlyList<TableSql> tables, IReadOnlyList<TableChanges> changes, IReadOnlyDictionary<string, string> filters, CancellationToken cancellationToken)
    {
        var bySource = tables.ToDictionary(table => table.Table.Source.Name, StringComparer.Ordinal);
        var loaders = new ConcurrentBag<IStagingLoader>();
        try
        {
            await source.ReadAsync(
                changes,
                filters,
                async token =>
                {
                    var loader = await connection.OpenLoaderAsync(token).ConfigureAwait(false);
                    loaders.Add(loader);
                    return (table, write, inner) => PassAsync(bySource[table.Name], loader, write, inner);
                },
                cancellationToken).ConfigureAwait(false);
            return tables.ToDictionary(table => table.Table.Name, table => _rows.GetValueOrDefault(table.Table.Name), StringComparer.Ordinal);
        }
        finally
        {
            foreach (var loader in loaders)
            {
                await loader.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task PassAsync(TableSql sql, IStagingLoader loader, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var pipe = new Pipe(Buffered);
        var fields = SourceRows.Fields(sql.Table.Source);
        var cells = fields.Select(field => sql.Table.Columns.FirstOrDefault(column => column.Source.Name == field.Name)?.Cell ?? -1);
        var stamp = new RowStamp(pipe.Writer, dialect.Staging.Rows, hasher, [.. cells], sql.Table.Cells);
        await using var closing = stamp.ConfigureAwait(false);
        await Stages.RunAsync(cancellationToken, token => FeedAsync(pipe.Writer, stamp, masking?.Over(sql.Table.Source, fields, stamp), write, token), token => LoadAsync(pipe.Reader, sql, loader, token)).ConfigureAwait(false);
        _rows.AddOrUpdate(sql.Table.Name, stamp.Rows, (_, rows) => rows + stamp.Rows);
        moved(sql.Table.Name, stamp.Rows, 0);
        CrashPoint.Reached("sync.range-staged");
    }

    private static async Task FeedAsync(
        PipeWriter writer, RowStamp stamp, MaskingStream? masked, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            await write((Stream?)masked ?? stamp, cancellationToken).ConfigureAwait(false);
            masked?.Complete();
            stamp.End();
        }
        catch (Exception exception)
        {
            failure = exception;
            throw;
        }
        finally
        {
            await writer.CompleteAsync(failure).ConfigureAwait(false);
        }
    }

    private async Task LoadAsync(PipeReader reader, TableSql sql, IStagingLoader loader, CancellationToken cancellationToken)
    {
        try
        {
            var rows = reader.AsStream(leaveOpen: true);
            await using var closing = rows.ConfigureAwait(false);
            await loader.LoadAsync(StagedRows(sql), rows, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await reader.CompleteAsync().ConfigureAwait(false);
        }
    }

    private Table StagedRows(TableSql sql)
    {
        var types = dialect.Staging;
        return new Table
        {
            Name = sql.NewName,
            Ddl = "",
            Columns =
            [
                .. SourceRows.Fields(sql.Table.Source)
                    .Select(field => sql.Table.Columns.FirstOrDefault(column => column.Source.Name == field.Name)).OfType<MergeColumn>()
                    .Select(column => column.Source with { Type = types.TypeFor(column.Source, column.Shape), AutoIncrement = false }),
                new Column { Name = TableSql.Hash, Type = types.TypeOf(StagingType.Number) },
                new Column { Name = TableSql.Cells, Type = dialect.Cells.TypeOf(sql.Table.Cells) },
            ],
        };
    }
}
