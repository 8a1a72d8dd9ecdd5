namespace Ferry.Loading;

/// <summary>What a server said of a bulk load.</summary>
/// <param name="Rows">Rows stored.</param>
/// <param name="Warnings">The server's warnings, at most a few dozen.</param>
public sealed record LoadResult(long Rows, IReadOnlyList<string> Warnings);
