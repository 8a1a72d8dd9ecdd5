namespace Ferry.Environments;

/// <summary>A file that a configuration was read from.</summary>
/// <param name="Path">Its absolute path.</param>
/// <param name="Name">The name that messages call it by.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record SourceFile(string Path, string Name, byte[] Content);
