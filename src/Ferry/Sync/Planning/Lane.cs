using Ferry.Merging;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Planning;

/// <summary>One connection that works on one table at a time.</summary>
/// <param name="Connection">Runs its statements.</param>
/// <param name="Staging">Makes the staging tables that it needs.</param>
internal sealed record Lane(IMergeConnection Connection, StagingTables Staging);
