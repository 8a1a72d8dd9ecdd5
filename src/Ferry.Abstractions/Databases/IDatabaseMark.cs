namespace Ferry.Databases;

/// <summary>Proves that two open sessions are in the same database, by whatever names they reached it: one leaves a mark, the other looks for it.</summary>
public interface IDatabaseMark
{
    /// <summary>Leaves a mark that changes nothing and is gone with the session. Another call gives the same mark.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The mark; null where the server allows none.</returns>
    ValueTask<string?> LeaveAsync(CancellationToken cancellationToken);

    /// <summary>Looks for a mark.</summary>
    /// <param name="mark">What <see cref="LeaveAsync"/> of another session returned, while that session is open.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>Whether this session is in the database where it was left.</returns>
    ValueTask<bool> SeesAsync(string mark, CancellationToken cancellationToken);
}
