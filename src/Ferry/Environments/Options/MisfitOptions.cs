namespace Ferry.Environments;

/// <summary>What is done with values of the source that do not fit a column of the target.</summary>
[Shorthand(nameof(Rule))]
public sealed class MisfitOptions
{
    /// <summary>What is done with them.</summary>
    /// <value>They block the plan.</value>
    public MisfitRule? Rule { get; init; }

    /// <summary>What takes the place of single words that an ENUM or a SET of the target does not know, by the word.</summary>
    public IReadOnlyDictionary<string, string> Members { get; init; } = new Dictionary<string, string>();
}
