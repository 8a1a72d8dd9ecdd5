using Ferry.Schema;

namespace Ferry.Reading;

/// <summary>What a snapshot should cover.</summary>
/// <param name="Selection">Which tables.</param>
/// <param name="Readers">How many readers to open, at least one; engines without parallel readers open one.</param>
/// <param name="LockTimeout">The longest that a lock is waited for or held against writers.</param>
public sealed record SnapshotOptions(TableSelection Selection, int Readers, TimeSpan LockTimeout);
