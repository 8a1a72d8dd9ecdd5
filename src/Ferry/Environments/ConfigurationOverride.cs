namespace Ferry.Environments;

/// <summary>A setting given on the command line. Several with the same key make a list.</summary>
/// <param name="Key">The setting's path below <c>Ferry</c>, such as <c>Backup:Workers</c>.</param>
/// <param name="Value">Its value.</param>
/// <param name="Flag">The flag it was given with, such as <c>--workers</c>.</param>
public sealed record ConfigurationOverride(string Key, string Value, string Flag);
