namespace Ferry.MySql.Protocol.Rows;

/// <summary>
/// Streams one row that is too long for the buffers, up to the protocol's limit of 1 GB and more. A packet of the full 16 MB
/// is continued by the next one, wherever that cuts the row; a row that fills its last packet is followed by an empty one.
/// </summary>
internal sealed class LongRowReader(PacketStream packets, RowEncoder encoder, RowBlock block)
{
    private const int MaxPart = 64 * 1024;

    private int _packetRemaining;
    private bool _continues;

    public async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        await StartPacketAsync(cancellationToken).ConfigureAwait(false);
        for (var column = 0; column < encoder.Columns; column++)
        {
            await CopyValueAsync(encoder.NeedsEscape(column), cancellationToken).ConfigureAwait(false);
            await block.ReserveAsync(1, cancellationToken).ConfigureAwait(false);
            block.Free[0] = column == encoder.Columns - 1 ? TsvEscape.RowEnd : TsvEscape.FieldEnd;
            block.Advance(1);
        }

        if (await ReceiveAsync(cancellationToken).ConfigureAwait(false) > 0)
        {
            throw ProtocolErrors.Malformed("a row is longer than its columns");
        }
    }

    private async ValueTask CopyValueAsync(bool escape, CancellationToken cancellationToken)
    {
        var marker = await ReadByteAsync(cancellationToken).ConfigureAwait(false);
        if (marker == PayloadReader.Null)
        {
            await block.ReserveAsync(TsvEscape.Null.Length, cancellationToken).ConfigureAwait(false);
            TsvEscape.Null.CopyTo(block.Free);
            block.Advance(TsvEscape.Null.Length);
            return;
        }

        var remaining = marker < PayloadReader.Null
            ? marker
            : await ReadLengthAsync(RowEncoder.LengthSize(marker), cancellationToken).ConfigureAwait(false);
        while (remaining > 0)
        {
            var available = await ReceiveAsync(cancellationToken).ConfigureAwait(false);
            var count = (int)Math.Min(Math.Min((ulong)available, remaining), MaxPart);
            if (count == 0)
            {
                throw RowEncoder.CutRow();
            }

            await block.ReserveAsync(count * TsvEscape.MaxGrowth, cancellationToken).ConfigureAwait(false);
            CopyPart(count, escape);
            remaining -= (ulong)count;
        }
    }

    private void CopyPart(int count, bool escape)
    {
        var part = packets.Buffered[..count];
        if (escape)
        {
            block.Advance(TsvEscape.Write(part, block.Free));
        }
        else
        {
            part.CopyTo(block.Free);
            block.Advance(count);
        }

        Consume(count);
    }

    private async ValueTask<ulong> ReadLengthAsync(int size, CancellationToken cancellationToken)
    {
        var length = 0UL;
        for (var digit = 0; digit < size; digit++)
        {
            length |= (ulong)await ReadByteAsync(cancellationToken).ConfigureAwait(false) << (8 * digit);
        }

        return length;
    }

    private async ValueTask<byte> ReadByteAsync(CancellationToken cancellationToken)
    {
        if (await ReceiveAsync(cancellationToken).ConfigureAwait(false) == 0)
        {
            throw RowEncoder.CutRow();
        }

        var value = packets.Buffered[0];
        Consume(1);
        return value;
    }

    /// <returns>How many bytes of the row lie at the front of the buffer; zero only when the row has ended.</returns>
    private async ValueTask<int> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (_packetRemaining == 0)
        {
            if (!_continues)
            {
                return 0;
            }

            await StartPacketAsync(cancellationToken).ConfigureAwait(false);
        }

        await packets.FillToAsync(1, cancellationToken).ConfigureAwait(false);
        return Math.Min(packets.Buffered.Length, _packetRemaining);
    }

    private async ValueTask StartPacketAsync(CancellationToken cancellationToken)
    {
        await packets.FillToAsync(PacketStream.HeaderSize, cancellationToken).ConfigureAwait(false);
        _packetRemaining = packets.ConsumeHeader();
        _continues = _packetRemaining == PacketStream.MaxPacketLength;
    }

    private void Consume(int count)
    {
        packets.Consume(count);
        _packetRemaining -= count;
    }
}
