namespace Ferry.Environments;

/// <summary>Which of several rows counts when they turn out to be the same row here.</summary>
[Shorthand(nameof(Rows))]
public sealed class CollapseOptions
{
    /// <summary><c>first</c>: the one with the lowest key; <c>latest(column)</c>: the one with the highest value there.</summary>
    /// <value>The first.</value>
    public string? Rows { get; init; }

    /// <summary>Columns that get the <c>max</c>, the <c>min</c> or the <c>sum</c> of all the rows' values.</summary>
    public IReadOnlyDictionary<string, CollapsedValue> Columns { get; init; } = new Dictionary<string, CollapsedValue>();
}
