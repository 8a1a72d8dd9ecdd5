using System.Text;

namespace Ferry.Sync.Masking;

/// <summary>On which rows a rule works: <c>role = customer</c>, <c>email != me@example.com, you@example.com</c>.</summary>
/// <param name="Column">The column that decides.</param>
/// <param name="Equal">Whether its value must be one of the values, or none of them.</param>
/// <param name="Values">The values, as text; compared exactly.</param>
internal sealed record RowCondition(string Column, bool Equal, IReadOnlyList<string> Values)
{
    private readonly byte[][] _values = [.. Values.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Reads a condition.</summary>
    /// <returns>Null when it is none.</returns>
    public static RowCondition? Parse(string text)
    {
        var sign = text.IndexOf('=', StringComparison.Ordinal);
        if (sign <= 0)
        {
            return null;
        }

        var equal = text[sign - 1] != '!';
        var column = text[..(equal ? sign : sign - 1)].Trim();
        var values = text[(sign + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return column.Length == 0 || values.Length == 0 ? null : new RowCondition(column, equal, values);
    }

    /// <summary>Whether the rule works on a row in which the column has this value; NULL equals nothing.</summary>
    public bool Holds(ReadOnlySpan<byte> value, bool isNull)
    {
        var found = false;
        for (var i = 0; i < _values.Length && !isNull && !found; i++)
        {
            found = value.SequenceEqual(_values[i]);
        }

        return found == Equal;
    }
}
