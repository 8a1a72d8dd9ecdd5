using System.Buffers;

namespace Ferry.Sync.Masking;

/// <summary>Masks one long row field by field, holding only the part of a field that will be masked.</summary>
internal sealed class LongRowMasker(RowMasker masker)
{
    private readonly ArrayBufferWriter<byte> _field = new();
    private int _index;

    /// <summary>Takes the next part of the row, its line feed included.</summary>
    public void Append(ReadOnlySpan<byte> part, IBufferWriter<byte> output)
    {
        for (var end = part.IndexOfAny((byte)'\t', (byte)'\n'); end >= 0; end = part.IndexOfAny((byte)'\t', (byte)'\n'))
        {
            Take(part[..end], output);
            if (masker.Masks(_index))
            {
                masker.MaskField(_index, _field.WrittenSpan, output);
                _field.ResetWrittenCount();
            }

            output.Write(part.Slice(end, 1));
            part = part[(end + 1)..];
            _index++;
        }

        Take(part, output);
    }

    private void Take(ReadOnlySpan<byte> piece, IBufferWriter<byte> output) => (masker.Masks(_index) ? _field : output).Write(piece);
}
