using Ferry.Detection;
using Ferry.Reading;

namespace Ferry.Sync.Detection;

/// <summary>Rows to read.</summary>
/// <param name="Rows">Which.</param>
/// <param name="Leaves">The range of whole leaves that this is, when it is one whose digests are still to be taken; else null.</param>
internal sealed record FetchRange(ChunkRange Rows, LeafRange? Leaves = null);
