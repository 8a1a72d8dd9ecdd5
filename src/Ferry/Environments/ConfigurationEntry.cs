namespace Ferry.Environments;

/// <summary>One resolved setting, for people.</summary>
/// <param name="Key">Its path, such as <c>Ferry:Environments:production:Databases:main:Host</c>.</param>
/// <param name="Value">Its value; secrets are masked, references to secrets are not.</param>
/// <param name="Origin">Where the value comes from.</param>
public sealed record ConfigurationEntry(string Key, string Value, ConfigurationOrigin Origin);
