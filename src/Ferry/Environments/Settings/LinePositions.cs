namespace Ferry.Environments;

/// <summary>Turns offsets in a text file into lines and columns.</summary>
internal sealed class LinePositions
{
    private readonly List<int> _lineStarts = [0];

    public LinePositions(ReadOnlySpan<byte> content)
    {
        for (var index = 0; index < content.Length; index++)
        {
            if (content[index] == (byte)'\n')
            {
                _lineStarts.Add(index + 1);
            }
        }
    }

    /// <summary>Line and column, both from 1, of a byte.</summary>
    public (int Line, int Column) Of(long offset)
    {
        var found = _lineStarts.BinarySearch((int)offset);
        var line = found >= 0 ? found : ~found - 1;
        return (line + 1, (int)offset - _lineStarts[line] + 1);
    }
}
