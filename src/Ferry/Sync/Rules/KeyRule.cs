namespace Ferry.Sync.Rules;

/// <summary>A natural key.</summary>
/// <param name="Terms">Its columns in order.</param>
internal sealed record KeyRule(IReadOnlyList<KeyTerm> Terms)
{
    /// <summary>As it is shown in a plan.</summary>
    public override string ToString() => string.Join(", ", Terms);
}
