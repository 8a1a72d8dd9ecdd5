using System.Buffers;
using Ferry.Sync.Masking.Fields;

namespace Ferry.Sync.Masking.Kinds;

/// <summary>Makes the masks of one column. Never asked about NULL and empty values.</summary>
internal abstract class ValueMask
{
    /// <summary>Whether it takes binary values as they are; others see them as text.</summary>
    public virtual bool TakesBinary => false;

    /// <summary>Writes what takes the value's place, in UTF-8.</summary>
    /// <returns>False for NULL.</returns>
    public abstract bool TryWrite(in FieldValue value, in RowFields row, ArrayBufferWriter<byte> output);
}
