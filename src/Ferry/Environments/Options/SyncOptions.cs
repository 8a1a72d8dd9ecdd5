namespace Ferry.Environments;

/// <summary>How environments are merged.</summary>
public sealed class SyncOptions
{
    /// <summary>How the same entity is recognised in both environments, by table.</summary>
    public IReadOnlyDictionary<string, IdentityRule> Identity { get; init; } = new Dictionary<string, IdentityRule>();
}
