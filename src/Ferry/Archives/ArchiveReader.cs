using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Ferry.Schema;

namespace Ferry.Archives;

/// <summary>Opens one archive: checks what it is, reads the manifest, and hands out members that prove themselves while they are read.</summary>
public sealed class ArchiveReader : IAsyncDisposable
{
    private const long LongestManifest = 256L << 20;
    private readonly Stream _stream;
    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _members;
    private readonly SemaphoreSlim _turn = new(1, 1);

    private ArchiveReader(
        ArchiveReference reference, Stream stream, ZipArchive zip, Dictionary<string, ZipArchiveEntry> members, Manifest manifest, string sha256)
    {
        Reference = reference;
        _stream = stream;
        _zip = zip;
        _members = members;
        Manifest = manifest;
        ManifestSha256 = sha256;
    }

    /// <summary>Which archive this is.</summary>
    public ArchiveReference Reference { get; }

    /// <summary>What the archive says about itself.</summary>
    public Manifest Manifest { get; }

    /// <summary>SHA-256 of the manifest, in lower-case hexadecimal: the identity of the backup.</summary>
    public string ManifestSha256 { get; }

    /// <summary>Opens an archive and reads its manifest; no other member is touched.</summary>
    /// <param name="reference">Which archive.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The reader; the caller disposes it.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.NotFound"/>, <see cref="FailureKind.Unsupported"/> for what is no archive
    /// or a newer format, <see cref="FailureKind.Integrity"/> for a damaged one.</exception>
    public static async Task<ArchiveReader> OpenAsync(ArchiveReference reference, CancellationToken cancellationToken)
    {
        var stream = await reference.Storage.OpenReadAsync(reference.Name, cancellationToken).ConfigureAwait(false);
        try
        {
            return await OpenAsync(reference, stream, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Reads a database's catalog, proving its hash.</summary>
    /// <param name="database">A database of the manifest.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The catalog.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Integrity"/> when it is missing or damaged.</exception>
    public async Task<Catalog> ReadCatalogAsync(ManifestDatabase database, CancellationToken cancellationToken)
    {
        var file = Manifest.Files.FirstOrDefault(file => file.Path == database.Schema)
            ?? throw ArchiveFault.Damaged($"'{database.Schema}' is not in the manifest", "The manifest names the catalog but not its hash.");
        var member = await OpenMemberAsync(file.Path, file.Bytes, file.Sha256, file.Path, cancellationToken).ConfigureAwait(false);
        await using var closing = member.ConfigureAwait(false);
        try
        {
            return await ManifestJson.ReadCatalogAsync(member, cancellationToken).ConfigureAwait(false)
                ?? throw ArchiveFault.Damaged(file.Path, "It is empty.");
        }
        catch (JsonException exception)
        {
            throw ArchiveFault.Damaged(file.Path, exception.Message, exception);
        }
    }

    /// <summary>Opens a member's stored bytes; a wrong size or hash is thrown at its end.</summary>
    internal async ValueTask<Stream> OpenMemberAsync(string path, long bytes, string sha256, string what, CancellationToken cancellationToken)
    {
        if (!_members.TryGetValue(path, out var entry))
        {
            throw ArchiveFault.Damaged(what, $"Its member '{path}' is missing.");
        }

        var raw = await OpenRawAsync(path, entry, cancellationToken).ConfigureAwait(false);
        return new VerifiedStream(raw, bytes, sha256, what);
    }

    /// <summary>Reads a member's stored bytes to their end; a wrong size or hash is thrown.</summary>
    internal async Task ProveMemberAsync(string path, long bytes, string sha256, string what, CancellationToken cancellationToken)
    {
        var member = await OpenMemberAsync(path, bytes, sha256, what, cancellationToken).ConfigureAwait(false);
        await using var closing = member.ConfigureAwait(false);
        await member.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _zip.Dispose();
        await _stream.DisposeAsync().ConfigureAwait(false);
        _turn.Dispose();
    }

    private async ValueTask<Stream> OpenRawAsync(string path, ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return new SharedMemberStream(entry.Open(), _turn);
        }
        catch (InvalidDataException exception)
        {
            throw ArchiveFault.Damaged(path, exception.Message, exception);
        }
        finally
        {
            _turn.Release();
        }
    }

    private static async Task<ArchiveReader> OpenAsync(ArchiveReference reference, Stream stream, CancellationToken cancellationToken)
    {
        await FileKind.DemandZipAsync(reference.Name, stream, cancellationToken).ConfigureAwait(false);
        await MemberCount.DemandSaneAsync(reference.Name, stream, cancellationToken).ConfigureAwait(false);
        ZipArchive? zip = null;
        try
        {
            zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            var members = new Dictionary<string, ZipArchiveEntry>(StringComparer.Ordinal);
            foreach (var entry in zip.Entries)
            {
                if (!members.TryAdd(entry.FullName, entry))
                {
                    throw ArchiveFault.Damaged(reference.Name, $"Two members are named '{entry.FullName}'.");
                }
            }

            var json = await ReadManifestAsync(reference.Name, members, cancellationToken).ConfigureAwait(false);
            return new ArchiveReader(
                reference, stream, zip, members, ManifestChecks.Parse(reference.Name, json), Convert.ToHexStringLower(SHA256.HashData(json)));
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or ArgumentException)
        {
            zip?.Dispose();
            throw ArchiveFault.Damaged(reference.Name, exception.Message, exception);
        }
    }

    private static async Task<byte[]> ReadManifestAsync(
        string name, Dictionary<string, ZipArchiveEntry> members, CancellationToken cancellationToken)
    {
        if (!members.TryGetValue(ManifestJson.MemberName, out var entry))
        {
            throw ArchiveFault.NotAnArchive(name, "It is a zip file without a manifest.");
        }

        if (entry.Length > LongestManifest || entry.CompressedLength != entry.Length)
        {
            throw ArchiveFault.Damaged(name, $"Its manifest claims {entry.Length} bytes.");
        }

        var json = new byte[entry.Length];
        var member = entry.Open();
        await using var closing = member.ConfigureAwait(false);
        await member.ReadExactlyAsync(json, cancellationToken).ConfigureAwait(false);
        return json;
    }
}
