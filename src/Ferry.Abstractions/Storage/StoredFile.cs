namespace Ferry.Storage;

/// <summary>A file in a storage.</summary>
/// <param name="Name">Full name with forward slashes.</param>
/// <param name="Size">Size in bytes.</param>
/// <param name="Modified">When it was committed.</param>
public sealed record StoredFile(string Name, long Size, DateTimeOffset Modified);
