using Ferry.Environments;

namespace Ferry.Sync.Rules;

/// <summary>Which of several source rows counts when they are one row in the target.</summary>
/// <param name="Latest">The column whose highest value decides; null when the lowest key does.</param>
/// <param name="Columns">Columns that take something of all the rows.</param>
internal sealed record CollapseRule(string? Latest, IReadOnlyDictionary<string, CollapsedValue> Columns)
{
    public static CollapseRule? Of(CollapseOptions options, Action<string> problem)
    {
        var rows = options.Rows?.Trim() ?? "first";
        if (string.Equals(rows, "first", StringComparison.OrdinalIgnoreCase))
        {
            return new(null, options.Columns);
        }

        if (Call.Of(rows) is { Name: var name, Argument: { Length: > 0 } column } && string.Equals(name, "latest", StringComparison.OrdinalIgnoreCase))
        {
            return new(column, options.Columns);
        }

        problem($"'{rows}' does not say which row counts: use \"first\" or \"latest(column)\".");
        return null;
    }
}
