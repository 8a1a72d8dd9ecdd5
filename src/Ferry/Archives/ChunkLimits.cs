namespace Ferry.Archives;

/// <summary>When a chunk ends.</summary>
/// <param name="Bytes">Bytes of rows, uncompressed.</param>
/// <param name="StoredBytes">Bytes compressed; twice as many are held in memory at most, a writer.</param>
internal sealed record ChunkLimits(long Bytes, long StoredBytes = 8L << 20);
