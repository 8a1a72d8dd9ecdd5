namespace Ferry.Archives;

/// <summary>A compressed copy of a database file in an archive.</summary>
/// <param name="Path">Its name in the archive.</param>
/// <param name="Bytes">Size of the file in bytes.</param>
/// <param name="StoredBytes">Size of the member in bytes.</param>
/// <param name="Sha256">SHA-256 of the stored bytes, in lower-case hexadecimal.</param>
public sealed record ManifestImage(string Path, long Bytes, long StoredBytes, string Sha256);
