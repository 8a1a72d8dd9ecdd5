namespace Ferry.Environments;

/// <summary>Whose value a cell gets.</summary>
[Shorthand(nameof(Policy))]
public sealed class PolicyOptions
{
    /// <summary><c>source</c>, <c>target</c>, <c>newer(column)</c>, <c>fill-null</c>, <c>max</c>, <c>min</c>, <c>additive</c>, <c>union</c>, <c>json</c>, <c>frozen</c>, <c>fail</c> or <c>ask</c>.</summary>
    public string? Policy { get; init; }

    /// <summary>SQL for the value, computed in the target after the merge: an expression, or a SELECT in which the table stands under its name.</summary>
    public string? Recompute { get; init; }
}
