using Ferry.Schema;

namespace Ferry.Archives;

/// <summary>One table in an archive.</summary>
/// <param name="Name">Its name, unquoted.</param>
/// <param name="Content">Whether its rows are in.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Bytes">Size of the rows in the engine's row format, in bytes.</param>
/// <param name="Digest">Order-free digest of the rows: the sum, modulo 2^128, of the XXH128 of each row, in hexadecimal.</param>
/// <param name="Chunks">Where the rows lie; empty for image form.</param>
public sealed record ManifestTable(
    string Name, TableContent Content, long Rows, long Bytes, string Digest, IReadOnlyList<ManifestChunk> Chunks);
