using System.Buffers;
using Ferry.Archives;
using Ferry.Databases;
using Ferry.Pipeline;
using Ferry.Progress;
using Ferry.Reading;
using Ferry.Schema;
using Ferry.Storage;
using Ferry.Verification;

namespace Ferry.Backup;

/// <summary>Backs up one database as a consistent copy of its file, with a digest of every table read from the copy.</summary>
internal sealed class ImageBackup(BackupRun run, string key, IDatabaseProvider provider)
{
    private readonly MemberNames _names = new(key);

    public async Task<ManifestDatabase> RunAsync(IDatabaseSession session, DatabaseTarget target, CancellationToken cancellationToken)
    {
        using var workspace = Workspace.Open();
        var file = workspace.PathOf("image");
        run.Stall.Enter("snapshot");
        run.Progress.Report(new PhaseStarted("snapshot", key));
        var consistency = await CopyAsync(session, file, cancellationToken).ConfigureAwait(false);
        CrashPoint.Reached("backup.image-copied");

        var copy = await provider.OpenAsync(target with { Path = file }, SessionAccess.Read, cancellationToken).ConfigureAwait(false);
        await using var closing = copy.ConfigureAwait(false);
        var (catalog, tables, image) = await ReadAsync(copy, file, cancellationToken).ConfigureAwait(false);
        var named = catalog with { Database = target.Name };
        await run.Archive.WriteFileAsync(_names.Schema, (json, token) => ManifestJson.WriteAsync(json, named, token), cancellationToken).ConfigureAwait(false);
        return new ManifestDatabase
        {
            Key = key,
            Engine = provider.Engine,
            Form = BackupForm.Image,
            Database = target.Name,
            Server = session.Server,
            Consistency = consistency,
            Schema = _names.Schema,
            Image = image,
            Tables = [.. tables.Select(table => new ManifestTable(table.Table.Name, ContentOf(table.Table), table.Digest.Rows, table.Bytes, table.Digest.Hex, []))],
            Objects = catalog.Objects.Count,
        };
    }

    // The pages are packed while the rows are digested: one thread packs, and nobody writes to the copy any more.
    private async Task<(Catalog Catalog, IReadOnlyList<TableDigest> Tables, ManifestImage Image)> ReadAsync(
        IDatabaseSession copy, string file, CancellationToken cancellationToken)
    {
        (Catalog Catalog, IReadOnlyList<TableDigest> Tables)? read = null;
        ManifestImage? image = null;
        var digests = new DatabaseDigests(key, run.Progress, run.Stall);
        await Stages.RunAsync(
            cancellationToken,
            async token => image = await StoreAsync(file, token).ConfigureAwait(false),
            async token => read = await digests.ReadAsync(copy, run.Request.Workers, "read", expected: null, token).ConfigureAwait(false)).ConfigureAwait(false);
        return (read!.Value.Catalog, read.Value.Tables, image!);
    }

    // The copy holds an emptied table like any other; that its rows were left out only the selection knows.
    private TableContent ContentOf(Table table) =>
        table.Content == TableContent.Rows ? run.Request.Selection.Decide(table.Name) ?? TableContent.Rows : table.Content;

    private async Task<Consistency> CopyAsync(IDatabaseSession session, string file, CancellationToken cancellationToken)
    {
        using var beat = run.Stall.KeepAlive(); // A copy is one call; nothing is heard of it until it is done.
        return await session.Image!.CopyAsync(file, run.Request.Selection, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ManifestImage> StoreAsync(string file, CancellationToken cancellationToken)
    {
        using var stored = new SegmentBuffer();
        var source = File.OpenRead(file);
        await using var closingSource = source.ConfigureAwait(false);
        var member = await run.Archive.BeginAsync(_names.Image, cancellationToken).ConfigureAwait(false);
        await using var closingMember = member.ConfigureAwait(false);
        using var compressor = new FrameCompressor(run.Request.CompressionLevel);
        using (var zstd = new ZstdFrameStream(stored, compressor))
        {
            var buffer = ArrayPool<byte>.Shared.Rent(1 << 18);
            for (int count; (count = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                zstd.Write(buffer.AsSpan(0, count));
                run.Stall.Moved(count);
                await stored.DrainToAsync(member.Stream, cancellationToken).ConfigureAwait(false);
            }

            ArrayPool<byte>.Shared.Return(buffer);
            zstd.Complete();
        }

        await stored.DrainToAsync(member.Stream, cancellationToken).ConfigureAwait(false);
        var (storedBytes, sha256) = stored.Complete();
        return new ManifestImage(_names.Image, source.Length, storedBytes, sha256);
    }
}
