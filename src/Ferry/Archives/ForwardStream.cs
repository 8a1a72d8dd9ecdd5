using System.IO.Hashing;

namespace Ferry.Archives;

/// <summary>Passes bytes on in one forward pass, counting and hashing them, so that what was written can be compared with what is read back.</summary>
internal sealed class ForwardStream(Stream destination) : WriteOnlyStream
{
    // Only what this very process wrote is compared with it, so no attacker has to be kept out, and the archive's own hashes are SHA-256.
    private readonly XxHash128 _hash = new();

    public long Bytes { get; private set; }

    public UInt128 Hash() => _hash.GetCurrentHashAsUInt128();

    public override long Position { get => Bytes; set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        destination.Write(buffer);
        Count(buffer);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await destination.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        Count(buffer.Span);
    }

    public override void Flush() => destination.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => destination.FlushAsync(cancellationToken);

    private void Count(ReadOnlySpan<byte> buffer)
    {
        _hash.Append(buffer);
        Bytes += buffer.Length;
    }
}
