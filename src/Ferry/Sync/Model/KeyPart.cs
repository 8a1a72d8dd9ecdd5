namespace Ferry.Sync.Model;

/// <summary>One column of a natural key.</summary>
/// <param name="Column">The column.</param>
/// <param name="Normalisers">What is done to both sides before they are compared, in order: <c>lower</c>, <c>trim</c>.</param>
internal sealed record KeyPart(MergeColumn Column, IReadOnlyList<string> Normalisers)
{
    /// <summary>The expression that is compared.</summary>
    public string Of(string value) => Normalisers.Aggregate(value, (inner, normaliser) => $"{normaliser.ToUpperInvariant()}({inner})");
}
