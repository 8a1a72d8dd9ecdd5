namespace Ferry.Loading;

/// <summary>A database that was replaced, while it may still be put back: what it held before is kept beside it.</summary>
public interface IReplacement
{
    /// <summary>Lets the database stay as it is, and removes what it held before.</summary>
    /// <param name="cancellationToken">Ends the removal; the next run into this target does the rest.</param>
    /// <returns>A task that ends when nothing of the old database is left.</returns>
    ValueTask KeepAsync(CancellationToken cancellationToken);

    /// <summary>Puts the database back as it was before; one that did not exist is removed.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>A task that ends when it is what it was.</returns>
    ValueTask PutBackAsync(CancellationToken cancellationToken);
}
