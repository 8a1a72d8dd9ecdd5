namespace Ferry.MySql.Reading.Snapshots;

/// <summary>One way to make all readers see the same moment.</summary>
internal interface ISnapshotRung
{
    /// <summary>Opens every reader's snapshot. Whatever was locked for it is released again, also when it fails.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>How it was reached; null when this server cannot do it this way.</returns>
    /// <exception cref="FerryException">The server refuses, or a lock was not granted in time.</exception>
    ValueTask<RungReached?> TryAsync(CancellationToken cancellationToken);
}
