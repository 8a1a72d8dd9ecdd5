namespace Ferry.Environments;

/// <summary>A setting to be written into a file.</summary>
/// <param name="Path">Its keys below <c>Ferry</c>, such as <c>Sync</c>, <c>Identity</c>, <c>users</c>.</param>
/// <param name="Json">Its value, as JSON.</param>
public sealed record SettingValue(IReadOnlyList<string> Path, string Json)
{
    /// <summary>The keys with colons between them.</summary>
    /// <returns>Such as <c>Sync:Identity:users</c>.</returns>
    public override string ToString() => string.Join(':', Path);
}
