namespace Ferry.Archives;

/// <summary>A member of an archive that holds no rows.</summary>
/// <param name="Path">Its name in the archive.</param>
/// <param name="Bytes">Its size in bytes.</param>
/// <param name="Sha256">SHA-256 of its bytes, in lower-case hexadecimal.</param>
public sealed record ManifestFile(string Path, long Bytes, string Sha256);
