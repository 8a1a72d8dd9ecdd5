namespace Ferry.Archives;

/// <summary>Passes bytes on in one forward pass and looks at each; what it passes them to stays open.</summary>
internal abstract class CountingStream(Stream destination) : WriteOnlyStream
{
    public long Bytes { get; private set; }

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

    /// <summary>Is told of bytes that were passed on.</summary>
    protected abstract void Append(ReadOnlySpan<byte> bytes);

    private void Count(ReadOnlySpan<byte> bytes)
    {
        Append(bytes);
        Bytes += bytes.Length;
    }
}
