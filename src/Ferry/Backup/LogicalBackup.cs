using System.Collections.Concurrent;
using Ferry.Archives;
using Ferry.Databases;
using Ferry.Loading;
using Ferry.Pipeline;
using Ferry.Progress;
using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.Backup;

/// <summary>Backs up one database as DDL records and chunks of rows.</summary>
internal sealed class LogicalBackup(BackupRun run, string key, IRestoreScripter scripter)
{
    private readonly MemberNames _names = new(key);
    private readonly ReadChunks _chunks = new();

    public async Task<ManifestDatabase> RunAsync(IDatabaseSession session, CancellationToken cancellationToken)
    {
        run.Stall.Enter("snapshot");
        run.Progress.Report(new PhaseStarted("snapshot", key));
        var options = new SnapshotOptions(run.Request.Selection, run.Request.Workers, run.Request.LockTimeout);
        var snapshot = await session.Snapshots.OpenAsync(options, cancellationToken).ConfigureAwait(false);
        await using var closing = snapshot.ConfigureAwait(false);
        CrashPoint.Reached("backup.snapshot-open");

        var catalog = snapshot.Catalog;
        Omissions.Demand(run, key, catalog);
        await ReadAsync(snapshot, cancellationToken).ConfigureAwait(false);
        await snapshot.CompleteAsync(cancellationToken).ConfigureAwait(false);
        CrashPoint.Reached("backup.rows-read");

        var tables = catalog.Tables.Select(TableEntry).ToList();
        await WriteTextsAsync(catalog, tables, cancellationToken).ConfigureAwait(false);
        return new ManifestDatabase
        {
            Key = key,
            Engine = catalog.Engine,
            Form = BackupForm.Logical,
            Database = catalog.Database,
            Server = session.Server,
            Consistency = snapshot.Consistency,
            Schema = _names.Schema,
            Tables = tables,
            Objects = catalog.Objects.Count,
        };
    }

    private async Task ReadAsync(ISnapshot snapshot, CancellationToken cancellationToken)
    {
        var tables = snapshot.Catalog.Tables.Where(table => table.Content == TableContent.Rows).ToList();
        run.Stall.Enter("read");
        run.Progress.Report(new PhaseStarted("read", key));
        run.Progress.Report(new TotalsKnown(
            key, tables.Count, tables.Sum(table => table.EstimatedRows), tables.Sum(table => table.EstimatedBytes)));
        var folders = tables.ToDictionary(table => table.Name, table => _names.Folder(table.Name));

        var writers = new ConcurrentBag<ChunkWriter>();
        try
        {
            await TableScan.RunAsync(
                snapshot, tables, run.Request.ChunkBytes, reader => Work(reader, Writer(writers), folders), Completed, cancellationToken)
                .ConfigureAwait(false);
        }
        finally
        {
            foreach (var writer in writers)
            {
                await writer.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    // One a reader for all its ranges: its buffers are most of the memory that a backup needs.
    private ChunkWriter Writer(ConcurrentBag<ChunkWriter> writers)
    {
        var writer = new ChunkWriter(run.Archive, new ChunkLimits(run.Request.ChunkBytes), run.Request.CompressionLevel);
        writers.Add(writer);
        return writer;
    }

    private Func<TableRange, CancellationToken, Task> Work(
        IChunkReader reader, ChunkWriter writer, Dictionary<string, string> folders)
    {
        string? last = null;
        return async (range, token) =>
        {
            var name = range.Table.Name;
            if (name != last)
            {
                writer.ExpectOtherRows();
                last = name;
            }

            writer.Begin(
                part => MemberNames.Chunk(folders[name], range.Number, part), range.Range.From, range.Range.To, (rows, bytes) => Moved(name, rows, bytes));
            await reader.ReadAsync(range.Table, range.Range, writer, token).ConfigureAwait(false);
            var chunks = await writer.EndAsync(token).ConfigureAwait(false);
            _chunks.Add(name, range.Number, chunks);
        };
    }

    private void Moved(string table, long rows, long bytes)
    {
        run.Stall.Moved(bytes);
        run.Progress.Moved(key, table, rows, bytes);
    }

    private void Completed(Table table)
    {
        var entry = TableEntry(table);
        run.Progress.Report(new TableCompleted(key, table.Name, entry.Rows, entry.Bytes));
    }

    private ManifestTable TableEntry(Table table)
    {
        var chunks = _chunks.Of(table.Name);
        var digest = chunks.Aggregate(default(RowDigest), (sum, chunk) => sum.Add(RowDigest.Parse(chunk.Rows, chunk.Digest)));
        return new ManifestTable(table.Name, table.Content, digest.Rows, chunks.Sum(chunk => chunk.Bytes), chunks.Count == 1 ? chunks[0].Digest : digest.Hex, chunks);
    }

    private async Task WriteTextsAsync(Catalog catalog, List<ManifestTable> tables, CancellationToken cancellationToken)
    {
        run.Stall.Enter("seal");
        await run.Archive.WriteFileAsync(_names.Schema, (json, token) => ManifestJson.WriteAsync(json, catalog, token), cancellationToken).ConfigureAwait(false);
        await run.Archive.WriteFileAsync(_names.Script, (text, token) => RestoreSql.WriteAsync(text, scripter, catalog, tables, token), cancellationToken).ConfigureAwait(false);
    }
}
