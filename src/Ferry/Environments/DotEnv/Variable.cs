namespace Ferry.Environments;

/// <summary>A variable, its value and where it is set.</summary>
internal sealed record Variable(string Name, string Value, ConfigurationOrigin Origin);
