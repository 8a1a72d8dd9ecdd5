namespace Ferry.Archives;

/// <summary>One chunk of rows in an archive.</summary>
/// <param name="Path">Its name in the archive.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Bytes">Size of the rows in bytes, uncompressed.</param>
/// <param name="StoredBytes">Size of the member in bytes.</param>
/// <param name="Sha256">SHA-256 of the stored bytes, in lower-case hexadecimal.</param>
/// <param name="Digest">Order-free digest of its rows, as in <see cref="ManifestTable.Digest"/>.</param>
/// <param name="From">First key of the range it was read from; null when unbounded.</param>
/// <param name="To">Key after the last of that range; null when unbounded.</param>
public sealed record ManifestChunk(
    string Path, long Rows, long Bytes, long StoredBytes, string Sha256, string Digest, string? From, string? To);
