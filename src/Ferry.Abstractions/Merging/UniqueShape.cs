namespace Ferry.Merging;

/// <summary>A unique key that is not the primary key. NULL is equal to nothing in it, not even to NULL.</summary>
/// <param name="Name">The index's name.</param>
/// <param name="Parts">Its parts in order.</param>
public sealed record UniqueShape(string Name, IReadOnlyList<UniquePart> Parts)
{
    /// <summary>The condition of a partial index as SQL; null when it holds for all rows.</summary>
    public string? Where { get; init; }

    /// <summary>The columns among the parts, in order.</summary>
    public IReadOnlyList<string> Columns => [.. Parts.Select(part => part.Column).OfType<string>()];

    /// <summary>Whether it says no more than that whole values of columns are unique among all rows.</summary>
    public bool IsPlain => Where is null && Parts.All(part => part.IsPlain);
}
