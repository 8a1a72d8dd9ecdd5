using System.Buffers;
using System.IO.Compression;
using System.IO.Hashing;
using Ferry.Storage;

namespace Ferry.Archives;

/// <summary>Writes one archive front to back: stored members, one at a time, the manifest last, then read back and committed.</summary>
internal sealed class ArchiveWriter : IAsyncDisposable
{
    private const int ReadBackSize = 1 << 18;
    private readonly IStorageWriter _writer;
    private readonly ForwardStream _stream;
    private readonly ZipArchive _zip;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly List<ManifestFile> _files = [];
    private bool _closed;

    private ArchiveWriter(IStorageWriter writer, ForwardStream stream, ZipArchive zip, TimeProvider time)
    {
        _writer = writer;
        _stream = stream;
        _zip = zip;
        _time = time;
    }

    /// <summary>Members written by <see cref="WriteFileAsync"/> so far.</summary>
    public IReadOnlyList<ManifestFile> Files => _files;

    /// <summary>Size of the archive so far, in bytes.</summary>
    public long Bytes => _stream.Bytes;

    public static async ValueTask<ArchiveWriter> CreateAsync(IStorage storage, string name, TimeProvider time, CancellationToken cancellationToken)
    {
        var writer = await storage.CreateAsync(name, overwrite: false, cancellationToken).ConfigureAwait(false);
        var stream = new ForwardStream(writer.Stream);
        return new ArchiveWriter(writer, stream, new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true), time);
    }

    /// <summary>Starts a member and keeps every other writer waiting until it is disposed.</summary>
    public async ValueTask<ArchiveMember> BeginAsync(string path, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var entry = _zip.CreateEntry(path, CompressionLevel.NoCompression);
            entry.LastWriteTime = _time.GetUtcNow();
            entry.ExternalAttributes = (0x8000 | 0x180) << 16; // A regular file, mode 0600.
            return new ArchiveMember(entry.Open(), _turn);
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    /// <summary>Writes a member that holds no rows, as it is made, and remembers its hash for the manifest.</summary>
    /// <param name="path">Its name in the archive.</param>
    /// <param name="write">Writes its bytes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask WriteFileAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var member = await BeginAsync(path, cancellationToken).ConfigureAwait(false);
        await using var closing = member.ConfigureAwait(false);
        using var hash = new HashingStream(member.Stream);
        await write(hash, cancellationToken).ConfigureAwait(false);
        _files.Add(new ManifestFile(path, hash.Bytes, hash.Sha256()));
    }

    /// <summary>Writes the manifest, closes the archive, reads every byte back, and makes it visible.</summary>
    public async ValueTask CompleteAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        CrashPoint.Reached("archive.before-manifest");
        await WriteManifestAsync(manifest, cancellationToken).ConfigureAwait(false);
        _closed = true;
        _zip.Dispose();
        await _stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        CrashPoint.Reached("archive.before-read-back");
        await ReadBackAsync(cancellationToken).ConfigureAwait(false);
        CrashPoint.Reached("archive.before-commit");
        await _writer.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_closed)
        {
            Abandon();
        }

        await _writer.DisposeAsync().ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
        _turn.Dispose();
    }

    private async ValueTask WriteManifestAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        var member = await BeginAsync(ManifestJson.MemberName, cancellationToken).ConfigureAwait(false);
        await using var closing = member.ConfigureAwait(false);
        await ManifestJson.WriteAsync(member.Stream, manifest, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask ReadBackAsync(CancellationToken cancellationToken)
    {
        var written = await _writer.ReadBackAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = written.ConfigureAwait(false);
        if (await HashAsync(written, cancellationToken).ConfigureAwait(false) != _stream.Hash())
        {
            throw new FerryException(
                FailureKind.Destination, "destination.read-back", "The archive reads back differently from what was written.",
                $"{written.Length} bytes were read back, {_stream.Bytes} were written.", "Check the disk or the network share, then run the backup again.");
        }
    }

    // The hash's own AppendAsync reads 4 KB at a time: a task for each of them costs more than hashing it.
    private static async ValueTask<UInt128> HashAsync(Stream stream, CancellationToken cancellationToken)
    {
        var hash = new XxHash128();
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBackSize);
        try
        {
            while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var count and > 0)
            {
                hash.Append(buffer.AsSpan(0, count));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return hash.GetCurrentHashAsUInt128();
    }

    // Closing a zip writes its directory; when the disk is what failed, that fails as well, and the first fault is already on its way up.
    private void Abandon()
    {
        try
        {
            _zip.Dispose();
        }
        catch (Exception exception) when (exception is FerryException or IOException or InvalidOperationException)
        {
            _closed = true;
        }
    }
}
