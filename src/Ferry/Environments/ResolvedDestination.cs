namespace Ferry.Environments;

/// <summary>A place where archives are kept.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Path">The folder, absolute.</param>
public sealed record ResolvedDestination(string Name, string Path);
