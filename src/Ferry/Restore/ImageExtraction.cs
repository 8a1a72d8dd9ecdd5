using Ferry.Archives;
using Ferry.Pipeline;
using ZstdSharp;

namespace Ferry.Restore;

/// <summary>Unpacks a database file from an archive, proving its hash and size.</summary>
internal static class ImageExtraction
{
    public static async Task RunAsync(ArchiveReader archive, ManifestImage image, string file, StallGuard stall, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, PreallocationSize = image.Bytes };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var stored = await archive.OpenMemberAsync(image.Path, image.StoredBytes, image.Sha256, image.Path, cancellationToken).ConfigureAwait(false);
        await using var closingStored = stored.ConfigureAwait(false);
        try
        {
            var target = new FileStream(file, options);
            await using var closingTarget = target.ConfigureAwait(false);
            var unpacked = new DecompressionStream(stored, leaveOpen: true);
            await using var closing = unpacked.ConfigureAwait(false);
            await CopyAsync(unpacked, target, image, stall, cancellationToken).ConfigureAwait(false);
            if (await stored.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false) != 0 || target.Length != image.Bytes)
            {
                throw ArchiveFault.Damaged(image.Path, $"It unpacks to {target.Length} bytes, the manifest says {image.Bytes}.");
            }

            target.Flush(flushToDisk: true);
        }
        catch (Exception exception) when (exception is ZstdException or EndOfStreamException)
        {
            throw ArchiveFault.Damaged(image.Path, exception.Message, exception);
        }
        catch (IOException exception)
        {
            throw Storage.StorageFault.From(file, "be written", exception);
        }
    }

    private static async Task CopyAsync(Stream source, FileStream target, ManifestImage image, StallGuard stall, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 18];
        var bytes = 0L;
        for (int count; (count = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            bytes += count;
            if (bytes > image.Bytes)
            {
                throw ArchiveFault.Damaged(image.Path, $"It unpacks to more than the {image.Bytes} bytes that the manifest says.");
            }

            await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            stall.Moved(count);
        }
    }
}
