using Ferry.Archives;

namespace Ferry.Verification;

/// <summary>Digests rows and keeps nothing.</summary>
internal sealed class DigestStream(Action<long, long> moved) : WriteOnlyStream
{
    private readonly RowDigester _digester = new();

    public long Bytes { get; private set; }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var before = _digester.Digest.Rows;
        _digester.Append(buffer);
        Bytes += buffer.Length;
        moved(_digester.Digest.Rows - before, buffer.Length);
    }

    /// <summary>Ends the rows.</summary>
    public RowDigest Complete() => _digester.InRow
        ? throw new FerryException(
            FailureKind.Source, "source.row-cut", "The rows ended in the middle of a row.", "The reader stopped early.", "Run the command again.")
        : _digester.Take();
}
