namespace Ferry.Environments;

/// <summary>How environments are merged.</summary>
public sealed class SyncOptions
{
    /// <summary>How the same entity is recognised in both environments, by table.</summary>
    public IReadOnlyDictionary<string, IdentityRule> Identity { get; init; } = new Dictionary<string, IdentityRule>();

    /// <summary>What takes the place of personal values before they reach the target, by <c>table.column</c>; both may be globs.</summary>
    public IReadOnlyDictionary<string, MaskOptions> Mask { get; init; } = new Dictionary<string, MaskOptions>();

    /// <summary>The key that masked values are derived from: <c>env:NAME</c>, <c>file:PATH</c>, or the key itself; 32 bytes in base64 or hexadecimal.</summary>
    /// <value>One that is made at the first sync and kept with the project's state.</value>
    [SecretSetting]
    public string? MaskKey { get; init; }
}
