using Ferry.Detection;

namespace Ferry.Sync.Detection;

/// <summary>What every look at a table needs.</summary>
/// <param name="Probe">Asks the source.</param>
/// <param name="Store">The digests on record.</param>
/// <param name="Options">How to look.</param>
internal sealed record ScanContext(IChangeProbe Probe, LeafStore Store, DetectionOptions Options);
