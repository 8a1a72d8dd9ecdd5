using System.IO.Hashing;

namespace Ferry.Archives;

/// <summary>Passes bytes on and hashes them, so that what was written can be compared with what is read back.</summary>
internal sealed class ForwardStream(Stream destination) : CountingStream(destination)
{
    // Only what this very process wrote is compared with it, so no attacker has to be kept out, and the archive's own hashes are SHA-256.
    private readonly XxHash128 _hash = new();
    private readonly Stream _destination = destination;

    public UInt128 Hash() => _hash.GetCurrentHashAsUInt128();

    public override long Position { get => Bytes; set => throw new NotSupportedException(); }

    public override void Flush() => _destination.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => _destination.FlushAsync(cancellationToken);

    protected override void Append(ReadOnlySpan<byte> bytes) => _hash.Append(bytes);
}
