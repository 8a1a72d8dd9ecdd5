namespace Ferry.Reading;

/// <summary>Opens consistent snapshots.</summary>
public interface ISnapshotSource
{
    /// <summary>Opens a snapshot by the best means that the account's privileges allow, and says which that was.</summary>
    /// <param name="options">How many readers, which tables, and the longest that others may be locked out.</param>
    /// <param name="cancellationToken">Ends the attempt; every lock taken is released.</param>
    /// <returns>The snapshot; the caller disposes it.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Source"/> when no snapshot can be had,
    /// <see cref="FailureKind.Stalled"/> when a lock was not granted in time.</exception>
    ValueTask<ISnapshot> OpenAsync(SnapshotOptions options, CancellationToken cancellationToken);
}
