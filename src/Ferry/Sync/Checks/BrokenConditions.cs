using System.Globalization;
using Ferry.Merging;

namespace Ferry.Sync.Checks;

/// <summary>Counts rows that conditions of the target keep out, over all rounds of the check.</summary>
internal sealed class BrokenConditions
{
    private readonly Dictionary<(string Table, string Check, string Kind), (long Rows, string? Key)> _counted = [];

    /// <summary>Forgets rows that stay as they are: every round decides about them anew. Rows that do not come in stay out.</summary>
    public void StartRound()
    {
        foreach (var count in _counted.Keys.Where(count => count.Kind == "update").ToList())
        {
            _ = _counted.Remove(count);
        }
    }

    /// <param name="table">The table's name.</param>
    /// <param name="check">The condition.</param>
    /// <param name="kind">Whether rows would have come in or changed.</param>
    /// <param name="rows">How many.</param>
    /// <param name="key">The key of one of them in the source.</param>
    public void Add(string table, CheckShape check, string kind, long rows, string? key)
    {
        var before = _counted.GetValueOrDefault((table, check.Name, kind));
        _counted[(table, check.Name, kind)] = (before.Rows + rows, before.Key ?? key);
    }

    public IEnumerable<Finding> Findings => _counted.GroupBy(count => (count.Key.Table, count.Key.Check)).Select(broken => new Finding(
        FindingSeverity.Warning,
        "sync.check-broken",
        string.Create(
            CultureInfo.InvariantCulture,
            $"{broken.Sum(count => count.Value.Rows):N0} rows of {broken.Key.Table} would break its condition {broken.Key.Check}, such as the one with the key {broken.First().Value.Key} in the source: they are left out."),
        "Correct them in the source, or change the condition in the target."));
}
