using System.Buffers;
using Ferry.Reading;

namespace Ferry.Merging;

/// <summary>How values are written in the engine's row format, for fields that are added on the way into the staging area.</summary>
public interface IRowFormat
{
    /// <summary>Which format it is.</summary>
    RowFormat Format { get; }

    /// <summary>Writes a 64-bit number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="row">Receives the field, without what separates it.</param>
    void Number(long value, IBufferWriter<byte> row);

    /// <summary>Writes packed cell hashes in the form in which <see cref="ICellDialect.Pack"/> makes them.</summary>
    /// <param name="hashes">One hash a column.</param>
    /// <param name="row">Receives the field, without what separates it.</param>
    void Cells(ReadOnlySpan<uint> hashes, IBufferWriter<byte> row);
}
