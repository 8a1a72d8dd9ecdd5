using System.Buffers;
using System.Buffers.Binary;

namespace Ferry.MySql.Protocol;

/// <summary>Frames packets on a byte stream: a header of three length bytes and a sequence id, which is checked, then the payload.</summary>
/// <remarks>One buffer serves the whole connection, so what a read returns is valid only until the next one.</remarks>
internal sealed class PacketStream(Stream stream) : IAsyncDisposable
{
    public const int HeaderSize = 4;
    public const int MaxPacketLength = 0xFF_FFFF;
    public const int BufferSize = 256 * 1024;

    private Stream _stream = stream;

    // Not pooled: whatever a channel still does with it after a broken-off read, it is nobody else's.
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferSize);
    private int _start;
    private int _end;
    private byte _sequence;

    /// <summary>Bytes received and not yet consumed, starting with a packet header unless a payload is being read in parts.</summary>
    public ReadOnlySpan<byte> Buffered => _buffer.AsSpan(_start, _end - _start);

    public void StartCommand() => _sequence = 0;

    public void Consume(int count) => _start += count;

    /// <summary>Consumes the header at the front of the buffer and returns the length of its payload.</summary>
    public int ConsumeHeader()
    {
        var header = BinaryPrimitives.ReadInt32LittleEndian(Buffered);
        CheckSequence((byte)(header >>> 24));
        Consume(HeaderSize);
        return header & MaxPacketLength;
    }

    /// <summary>Accepts the sequence id of the next packet, or throws: a wrong one means that bytes were lost.</summary>
    public void CheckSequence(byte received)
    {
        if (received != _sequence)
        {
            throw ProtocolErrors.Malformed($"packet {received} came where packet {_sequence} was due");
        }

        _sequence++;
    }

    /// <summary>Receives at least one more byte behind <see cref="Buffered"/>.</summary>
    /// <exception cref="FerryException">The connection ended or broke.</exception>
    public async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }

        int received;
        try
        {
            received = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw ProtocolErrors.ConnectionLost(exception);
        }

        if (received == 0)
        {
            throw ProtocolErrors.ConnectionLost(null);
        }

        _end += received;
    }

    /// <summary>Receives bytes until <paramref name="count"/> are in the buffer; more than <see cref="BufferSize"/> never are.</summary>
    public async ValueTask FillToAsync(int count, CancellationToken cancellationToken)
    {
        while (_end - _start < count)
        {
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads one whole packet of the kinds that are small: everything but rows.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadPayloadAsync(CancellationToken cancellationToken)
    {
        await FillToAsync(HeaderSize, cancellationToken).ConfigureAwait(false);
        var length = ConsumeHeader();
        if (length is 0 or > BufferSize)
        {
            throw ProtocolErrors.Malformed($"a packet of {length} bytes came where a short one was due");
        }

        await FillToAsync(length, cancellationToken).ConfigureAwait(false);
        var payload = _buffer.AsMemory(_start, length);
        Consume(length);
        return payload;
    }

    public async ValueTask WritePayloadAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(payload.Length, MaxPacketLength);
        var packet = ArrayPool<byte>.Shared.Rent(HeaderSize + payload.Length);
        try
        {
            BinaryPrimitives.WriteInt32LittleEndian(packet, payload.Length | (_sequence++ << 24));
            payload.CopyTo(packet.AsMemory(HeaderSize));
            await _stream.WriteAsync(packet.AsMemory(0, HeaderSize + payload.Length), cancellationToken).ConfigureAwait(false);
            await _stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw ProtocolErrors.ConnectionLost(exception);
        }
        finally
        {
            // Some packets carry a password.
            ArrayPool<byte>.Shared.Return(packet, clearArray: true);
        }
    }

    /// <summary>Goes on over an encrypted stream. Bytes that came in clear before it would be taken for protected ones, so there must be none.</summary>
    public async ValueTask EncryptAsync(TlsUpgrade tls, CancellationToken cancellationToken)
    {
        if (_start != _end)
        {
            throw ProtocolErrors.Malformed("the server sent data before the TLS handshake");
        }

        _stream = await tls.ApplyAsync(_stream, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}
