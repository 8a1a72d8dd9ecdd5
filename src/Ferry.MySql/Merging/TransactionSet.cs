using System.Globalization;

namespace Ferry.MySql.Merging;

/// <summary>Which transactions a server has committed. MySQL writes the intervals of every server that drew numbers (<c>uuid:1-5:7,uuid:tag:1</c>), MariaDB the last number of every domain (<c>0-11-5</c>).</summary>
internal sealed class TransactionSet
{
    private readonly Dictionary<string, List<(long First, long Last)>> _numbers = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool _domains;

    private TransactionSet(bool domains) => _domains = domains;

    public bool IsEmpty => _numbers.Count == 0;

    /// <summary>Reads one; null when the text is empty or none of the two forms.</summary>
    public static TransactionSet? Parse(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0)
        {
            return null;
        }

        var set = new TransactionSet(!text.Contains(':', StringComparison.Ordinal));
        return Array.TrueForAll(parts, part => set._domains ? set.ReadDomain(part) : set.ReadServer(part)) ? set : null;
    }

    /// <summary>Whether both count in the same way.</summary>
    public bool Compares(TransactionSet other) => _domains == other._domains;

    /// <summary>The transactions of this set that are not in another.</summary>
    public TransactionSet Without(TransactionSet other)
    {
        var rest = new TransactionSet(_domains);
        foreach (var (origin, intervals) in _numbers)
        {
            var left = other._numbers.GetValueOrDefault(origin, []).Order().Aggregate(intervals, (remaining, taken) => [.. remaining.SelectMany(interval => Cut(interval, taken))]);
            if (left.Count > 0)
            {
                rest._numbers[origin] = left;
            }
        }

        return rest;
    }

    public override string ToString() => string.Join(", ", _numbers.Select(origin =>
        $"{(_domains ? "of domain " : "")}{origin.Key}:{string.Join(':', origin.Value.Select(interval => interval.First == interval.Last ? Text(interval.First) : $"{Text(interval.First)}-{Text(interval.Last)}"))}"));

    private static IEnumerable<(long First, long Last)> Cut((long First, long Last) interval, (long First, long Last) taken)
    {
        if (interval.First < taken.First)
        {
            yield return (interval.First, Math.Min(interval.Last, taken.First - 1));
        }

        if (interval.Last > taken.Last)
        {
            yield return (Math.Max(interval.First, taken.Last + 1), interval.Last);
        }
    }

    private bool ReadDomain(string part)
    {
        var fields = part.Split('-');
        if (fields.Length != 3 || !Number(fields[2], out var last))
        {
            return false;
        }

        // What lies before the last one was committed, too; a server names its domain twice, for what it wrote itself and for what it took over.
        Of(fields[0]).Add((1, last));
        return true;
    }

    private bool ReadServer(string part)
    {
        var fields = part.Split(':');
        var origin = fields[0];
        foreach (var field in fields.Skip(1))
        {
            var ends = field.Split('-');
            if (!Number(ends[0], out var first))
            {
                origin = $"{fields[0]}:{field}"; // MySQL 8.3 and later: a tag, of which the numbers that follow are.
                continue;
            }

            if (!Number(ends[^1], out var last))
            {
                return false;
            }

            Of(origin).Add((first, last));
        }

        return true;
    }

    private List<(long First, long Last)> Of(string origin) => _numbers.TryGetValue(origin, out var intervals) ? intervals : _numbers[origin] = [];

    private static bool Number(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
