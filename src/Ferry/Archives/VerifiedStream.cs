using System.Security.Cryptography;

namespace Ferry.Archives;

/// <summary>Reads a stored member and proves at its end that size and SHA-256 are what the manifest says.</summary>
internal sealed class VerifiedStream(Stream source, long expectedBytes, string expectedSha256, string what) : ReadOnlyStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _bytes;
    private bool _proven;

    public override int Read(Span<byte> buffer) => Check(source.Read(buffer), buffer);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        return Check(count, buffer.Span);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Check(int count, Span<byte> buffer)
    {
        if (count > 0)
        {
            _hash.AppendData(buffer[..count]);
            _bytes += count;
        }
        else if (!_proven && buffer.Length > 0)
        {
            Prove();
        }

        return count;
    }

    private void Prove()
    {
        if (_bytes != expectedBytes)
        {
            throw ArchiveFault.Damaged(what, $"It has {_bytes} bytes, the manifest says {expectedBytes}.");
        }

        var sha256 = Convert.ToHexStringLower(_hash.GetHashAndReset());
        if (!string.Equals(sha256, expectedSha256, StringComparison.OrdinalIgnoreCase))
        {
            throw ArchiveFault.Damaged(what, $"Its SHA-256 is {sha256}, the manifest says {expectedSha256}.");
        }

        _proven = true;
    }
}
