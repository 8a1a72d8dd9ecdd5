using System.Globalization;

namespace Ferry.Detection;

/// <summary>Some integer keys.</summary>
/// <param name="Intervals">Where they lie.</param>
public sealed record KeySelection(IReadOnlyList<KeyInterval> Intervals)
{
    /// <summary>The condition that selects the keys, in SQL that every engine reads.</summary>
    /// <param name="column">The quoted column.</param>
    public string Condition(string column)
    {
        var single = Intervals.Where(IsSingle).Select(interval => interval.First.ToString(CultureInfo.InvariantCulture)).ToList();
        var others = Intervals.Where(interval => !IsSingle(interval)).Select(interval => interval.Condition(column));
        return string.Join(" OR ", single.Count == 0 ? others : others.Prepend($"{column} IN ({string.Join(", ", single)})"));
    }

    private static bool IsSingle(KeyInterval interval) => interval.First == interval.Last;
}
