using System.IO.Hashing;

namespace Ferry.Archives;

/// <summary>Digests rows that arrive as bytes in blocks of any size. A line feed ends a row and is not part of it.</summary>
internal sealed class RowDigester
{
    private readonly XxHash128 _partial = new();
    private bool _inRow;

    /// <summary>The rows that ended since the last <see cref="Take"/>.</summary>
    public RowDigest Digest { get; private set; }

    /// <summary>Whether the bytes so far end inside a row.</summary>
    public bool InRow => _inRow;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var digest = Digest;
        if (_inRow)
        {
            var end = bytes.IndexOf((byte)'\n');
            _partial.Append(end < 0 ? bytes : bytes[..end]);
            if (end < 0)
            {
                return;
            }

            digest = digest.Add(_partial.GetCurrentHashAsUInt128());
            _partial.Reset();
            _inRow = false;
            bytes = bytes[(end + 1)..];
        }

        for (var end = bytes.IndexOf((byte)'\n'); end >= 0; end = bytes.IndexOf((byte)'\n'))
        {
            digest = digest.Add(bytes[..end]);
            bytes = bytes[(end + 1)..];
        }

        if (!bytes.IsEmpty)
        {
            _partial.Append(bytes);
            _inRow = true;
        }

        Digest = digest;
    }

    /// <summary>Returns the digest of the rows that ended so far and starts the next one; an unfinished row counts there.</summary>
    public RowDigest Take()
    {
        var digest = Digest;
        Digest = default;
        return digest;
    }
}
