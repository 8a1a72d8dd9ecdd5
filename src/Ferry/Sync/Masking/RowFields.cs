namespace Ferry.Sync.Masking;

/// <summary>The fields of the row that a value is from, as they were read.</summary>
internal readonly ref struct RowFields(ReadOnlySpan<byte> row, ReadOnlySpan<int> ends)
{
    private readonly ReadOnlySpan<byte> _row = row;
    private readonly ReadOnlySpan<int> _ends = ends;

    public ReadOnlySpan<byte> this[int index] => _row[(index == 0 ? 0 : _ends[index - 1] + 1).._ends[index]];
}
