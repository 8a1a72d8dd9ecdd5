namespace Ferry.Detection;

/// <summary>The digests of a range.</summary>
/// <param name="Leaves">All leaves that have rows, in order; null when a row was beyond what can be digested, so that nothing is known.</param>
/// <param name="Bytes">Bytes that the source sent for them.</param>
public sealed record LeafDigests(IReadOnlyList<LeafDigest>? Leaves, long Bytes);
