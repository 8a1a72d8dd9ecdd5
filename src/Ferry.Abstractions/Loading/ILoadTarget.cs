using Ferry.Schema;

namespace Ferry.Loading;

/// <summary>Writes databases on a server: beside the target first, then into its place.</summary>
public interface ILoadTarget
{
    /// <summary>Finds, before anything is changed, what would make a restore of this catalog fail or come out different.</summary>
    /// <param name="backup">The catalog from the archive.</param>
    /// <param name="source">The server that it was read from.</param>
    /// <param name="cancellationToken">Ends the checks.</param>
    /// <returns>Only what deserves a look: version, collations, storage engines, privileges, case of names.</returns>
    ValueTask<IReadOnlyList<Finding>> CheckAsync(Catalog backup, Databases.ServerIdentity source, CancellationToken cancellationToken);

    /// <summary>Finds, before anything is changed, what of the target's present content cannot be moved out of the way.</summary>
    /// <param name="present">The catalog of the target as it is.</param>
    /// <param name="tables">Only these tables will be replaced; null for all.</param>
    /// <returns>Possibly none.</returns>
    IReadOnlyList<Finding> CheckReplaced(Catalog present, IReadOnlyCollection<string>? tables);

    /// <summary>Reserves a scratch database until this session ends, however it ends, so that two runs into one target do not disturb each other.</summary>
    /// <param name="scratch">Its name; it need not exist.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>A task that ends when it is reserved.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Locked"/> when another run holds it.</exception>
    ValueTask LockAsync(string scratch, CancellationToken cancellationToken);

    /// <summary>Accounts that exist here and may be definers.</summary>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>Accounts as <c>user@host</c>; null when the login may not know.</returns>
    ValueTask<IReadOnlyCollection<string>?> ReadAccountsAsync(CancellationToken cancellationToken);

    /// <summary>Creates an empty database with the catalog's defaults.</summary>
    /// <param name="name">Its name; it must not exist.</param>
    /// <param name="like">Character set and collation to use.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    /// <returns>A task that ends when it exists.</returns>
    ValueTask CreateDatabaseAsync(string name, Catalog like, CancellationToken cancellationToken);

    /// <summary>Creates the script's sequences and tables in an empty scratch database, and finds out on them whether the server takes its routines, views
    /// and triggers; those are not there afterwards.</summary>
    /// <param name="scratch">The scratch database.</param>
    /// <param name="script">The script, written for its name.</param>
    /// <param name="cancellationToken">Ends the statements.</param>
    /// <returns>A task that ends when the tables are ready for rows.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Unsupported"/> naming the object that the server does not take.</exception>
    ValueTask CreateTablesAsync(string scratch, RestoreScript script, CancellationToken cancellationToken);

    /// <summary>Drops a scratch database that a restore or drill made, if it exists, and ends what a killed run's swap has left.</summary>
    /// <param name="name">Its name; refused unless it carries the scratch mark.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    /// <returns>What the killed run had done to the target.</returns>
    ValueTask<InterruptedSwap> DropScratchAsync(string name, CancellationToken cancellationToken);

    /// <summary>Opens one more connection for loading.</summary>
    /// <param name="database">The database to load into.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The loader; the caller disposes it.</returns>
    ValueTask<ILoader> OpenLoaderAsync(string database, CancellationToken cancellationToken);

    /// <summary>Moves what was loaded beside into the target's place. Whatever fails before the move leaves the target as it was;
    /// whatever fails after it is moved back.</summary>
    /// <param name="request">What to move, and the code to create afterwards.</param>
    /// <param name="cancellationToken">Honoured until the move starts, not after.</param>
    /// <returns>The complete target, while what it held before is still kept.</returns>
    ValueTask<IReplacement> SwapAsync(SwapRequest request, CancellationToken cancellationToken);
}
