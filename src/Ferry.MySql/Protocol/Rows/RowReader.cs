using System.Buffers.Binary;
using Ferry.MySql.Protocol.Payloads;

namespace Ferry.MySql.Protocol.Rows;

/// <summary>
/// Streams the rows of a text result set. Whole packets in the receive buffer are encoded in a loop that awaits nothing;
/// a row too long for that goes through in parts.
/// </summary>
internal sealed class RowReader(PacketStream packets, RowEncoder encoder, RowBlock block, bool deprecateEof)
{
    /// <summary>Packets up to this length are encoded whole: a full output block has room for the worst of them.</summary>
    public const int MaxWholePacket = RowBlock.Capacity / RowEncoder.MaxGrowth;

    private readonly LongRowReader _longRows = new(packets, encoder, block);
    private long _rows;

    /// <returns>The number of rows, all of which arrived.</returns>
    public async ValueTask<long> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            switch (EncodeBuffered(out var packetLength))
            {
                case Step.Receive:
                    await packets.FillAsync(cancellationToken).ConfigureAwait(false);
                    break;
                case Step.Flush:
                    await block.FlushAsync(cancellationToken).ConfigureAwait(false);
                    break;
                case Step.LongRow:
                    await _longRows.ReadAsync(cancellationToken).ConfigureAwait(false);
                    _rows++;
                    break;
                default:
                    End(packetLength);
                    await block.FlushAsync(cancellationToken).ConfigureAwait(false);
                    return _rows;
            }
        }
    }

    private Step EncodeBuffered(out int packetLength)
    {
        var input = packets.Buffered;
        var consumed = 0;
        var free = block.Free;
        var written = 0;
        Step step;
        while (true)
        {
            var rest = input[consumed..];
            packetLength = 0;
            if (rest.Length < PacketStream.HeaderSize)
            {
                step = Step.Receive;
                break;
            }

            packetLength = BinaryPrimitives.ReadInt32LittleEndian(rest) & PacketStream.MaxPacketLength;
            if (packetLength > MaxWholePacket)
            {
                step = Step.LongRow;
                break;
            }

            if (rest.Length < PacketStream.HeaderSize + packetLength)
            {
                step = Step.Receive;
                break;
            }

            var row = rest.Slice(PacketStream.HeaderSize, packetLength);
            if (row.IsEmpty || row[0] == ErrorPayload.Signature || ResultEnd.IsEnd(row[0], packetLength, deprecateEof))
            {
                step = Step.End;
                break;
            }

            if (free.Length - written < packetLength * RowEncoder.MaxGrowth)
            {
                step = Step.Flush;
                break;
            }

            packets.CheckSequence(rest[3]);
            written += encoder.Encode(row, free[written..]);
            consumed += PacketStream.HeaderSize + packetLength;
            _rows++;
        }

        packets.Consume(consumed);
        block.Advance(written);
        return step;
    }

    private void End(int packetLength)
    {
        packets.ConsumeHeader();
        var payload = packets.Buffered[..packetLength];
        packets.Consume(packetLength);
        if (payload.IsEmpty)
        {
            throw ProtocolErrors.Malformed("an empty packet came where a row was due");
        }

        if (payload[0] == ErrorPayload.Signature)
        {
            throw new ServerErrorException(ErrorPayload.Read(payload));
        }

        if (ResultEnd.Read(payload, deprecateEof).MoreResultsFollow)
        {
            throw ProtocolErrors.Malformed("a second result follows where one was asked for");
        }
    }

    private enum Step
    {
        Receive,
        Flush,
        LongRow,
        End,
    }
}
