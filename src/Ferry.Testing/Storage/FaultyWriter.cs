using Ferry.Storage;

namespace Ferry.Testing.Storage;

/// <summary>Writes one file of a <see cref="FaultyStorage"/>.</summary>
internal sealed class FaultyWriter(FaultyStorage storage, IStorageWriter inner, StorageFaultKind fault, long at) : Stream, IStorageWriter
{
    private long _written;

    public Stream Stream => this;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var bytes = buffer.ToArray();
        inner.Stream.Write(Alter(bytes));
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        await inner.Stream.WriteAsync(Alter(buffer.ToArray()), cancellationToken).ConfigureAwait(false);

    public override void Flush() => inner.Stream.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.Stream.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public ValueTask<Stream> ReadBackAsync(CancellationToken cancellationToken) => inner.ReadBackAsync(cancellationToken);

    public ValueTask CommitAsync(CancellationToken cancellationToken) => inner.CommitAsync(cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private byte[] Alter(byte[] bytes)
    {
        var position = at - _written;
        _written += bytes.Length;
        if (position < 0 || position >= bytes.Length || (storage.Struck && fault != StorageFaultKind.Full))
        {
            return storage.Struck && fault == StorageFaultKind.Full ? throw Refusal() : bytes;
        }

        storage.Struck = true;
        switch (fault)
        {
            case StorageFaultKind.ShortWrite:
                return bytes[..(int)position];
            case StorageFaultKind.FlippedByte:
                bytes[position] ^= 0x10;
                return bytes;
            default:
                inner.Stream.Write(bytes.AsSpan(0, (int)position));
                throw Refusal();
        }
    }

    private FerryException Refusal() => new(
        FailureKind.Destination, fault == StorageFaultKind.Full ? "destination.full" : "destination.failed",
        $"{storage.Location} cannot be written.", $"A fault at byte {at}.", "Free space there, or choose another destination with --to.");
}
