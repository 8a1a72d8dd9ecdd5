using System.Buffers;
using Ferry.Archives;
using Ferry.Pipeline;
using Ferry.Progress;
using Ferry.Schema;
using ZstdSharp;

namespace Ferry.Verification;

/// <summary>Reads the members of one open archive and proves them against its manifest.</summary>
internal sealed class ArchiveVerification(ArchiveReader archive, ProgressGate progress, StallGuard stall)
{
    /// <summary>Every stored byte against its hash, nothing unpacked.</summary>
    public Task<long> HashAsync(CancellationToken cancellationToken) => HashAsync(Members(), cancellationToken);

    /// <summary>The stored bytes of some tables against their hashes, whatever the rest of the archive is like.</summary>
    public Task<long> HashAsync(IEnumerable<ManifestTable> tables, CancellationToken cancellationToken) =>
        HashAsync(tables.SelectMany(Members), cancellationToken);

    /// <summary>Every stored byte against its hash, every chunk unpacked, every row counted and digested.</summary>
    public async Task<long> DecodeAsync(CancellationToken cancellationToken)
    {
        foreach (var file in archive.Manifest.Files)
        {
            var member = await archive.OpenMemberAsync(file.Path, file.Bytes, file.Sha256, file.Path, cancellationToken).ConfigureAwait(false);
            await using var closing = member.ConfigureAwait(false);
            await ReadToEndAsync(member, cancellationToken).ConfigureAwait(false);
        }

        foreach (var database in archive.Manifest.Databases)
        {
            await DecodeAsync(database, cancellationToken).ConfigureAwait(false);
        }

        return Members().Sum(member => member.Bytes);
    }

    private async Task<long> HashAsync(IEnumerable<(string Path, long Bytes, string Sha256, string What)> members, CancellationToken cancellationToken)
    {
        var bytes = 0L;
        foreach (var (path, size, sha256, what) in members)
        {
            var member = await archive.OpenMemberAsync(path, size, sha256, what, cancellationToken).ConfigureAwait(false);
            await using var closing = member.ConfigureAwait(false);
            bytes += await ReadToEndAsync(member, cancellationToken).ConfigureAwait(false);
        }

        return bytes;
    }

    private async Task DecodeAsync(ManifestDatabase database, CancellationToken cancellationToken)
    {
        stall.Enter("verify");
        progress.Report(new PhaseStarted("verify", database.Key));
        var tables = database.Tables.Where(table => table.Content == TableContent.Rows).ToList();
        progress.Report(new TotalsKnown(database.Key, tables.Count, tables.Sum(table => table.Rows), tables.Sum(table => table.Bytes)));
        if (database.Image is { } image)
        {
            await DecodeAsync(image, cancellationToken).ConfigureAwait(false);
        }

        foreach (var table in tables)
        {
            var rows = new TableRowsStream(archive, table.Name, table.Chunks, (count, bytes) =>
            {
                stall.Moved(bytes);
                progress.Moved(database.Key, table.Name, count, bytes);
            });
            await using var closing = rows.ConfigureAwait(false);
            await ReadToEndAsync(rows, cancellationToken).ConfigureAwait(false);
            progress.Report(new TableCompleted(database.Key, table.Name, table.Rows, table.Bytes));
        }
    }

    private async Task DecodeAsync(ManifestImage image, CancellationToken cancellationToken)
    {
        var stored = await archive.OpenMemberAsync(image.Path, image.StoredBytes, image.Sha256, image.Path, cancellationToken).ConfigureAwait(false);
        await using var closingStored = stored.ConfigureAwait(false);
        try
        {
            var unpacked = new DecompressionStream(stored, leaveOpen: true);
            await using var closing = unpacked.ConfigureAwait(false);
            var bytes = await ReadToEndAsync(unpacked, cancellationToken).ConfigureAwait(false);
            await ReadToEndAsync(stored, cancellationToken).ConfigureAwait(false);
            if (bytes != image.Bytes)
            {
                throw ArchiveFault.Damaged(image.Path, $"It unpacks to {bytes} bytes, the manifest says {image.Bytes}.");
            }
        }
        catch (Exception exception) when (exception is ZstdException or EndOfStreamException)
        {
            throw ArchiveFault.Damaged(image.Path, exception.Message, exception);
        }
    }

    private async Task<long> ReadToEndAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 17);
        try
        {
            var bytes = 0L;
            for (int count; (count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                bytes += count;
                stall.Moved(count);
            }

            return bytes;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private IEnumerable<(string Path, long Bytes, string Sha256, string What)> Members() =>
        archive.Manifest.Files.Select(file => (file.Path, file.Bytes, file.Sha256, file.Path))
            .Concat(archive.Manifest.Databases.Where(database => database.Image is not null)
                .Select(database => (database.Image!.Path, database.Image.StoredBytes, database.Image.Sha256, database.Image.Path)))
            .Concat(archive.Manifest.Databases.SelectMany(database => database.Tables).SelectMany(Members));

    private static IEnumerable<(string Path, long Bytes, string Sha256, string What)> Members(ManifestTable table) =>
        table.Chunks.Select(chunk => (chunk.Path, chunk.StoredBytes, chunk.Sha256, $"table {table.Name}, chunk {chunk.Path}"));
}
