using Ferry.Databases;

namespace Ferry.Guards;

/// <summary>Tells whether two sessions are in the same database, by what the servers say of themselves and by a mark that one leaves and the other looks for; never
/// by host names, which tunnels, aliases and addresses make meaningless.</summary>
public static class SameDatabase
{
    /// <summary>Refuses a target that is the database, or a replica or cluster member of the database, that the data comes from.</summary>
    /// <param name="source">Where the data comes from.</param>
    /// <param name="target">Where it is to go.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>A task that ends when they are known to be two.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Refused"/>.</exception>
    public static async Task RefuseAsync(IDatabaseSession source, IDatabaseSession target, CancellationToken cancellationToken)
    {
        var mark = await source.Mark.LeaveAsync(cancellationToken).ConfigureAwait(false);
        if (mark is not null && await target.Mark.SeesAsync(mark, cancellationToken).ConfigureAwait(false))
        {
            throw Refusal(target.Server, "A mark that was left through one connection is seen through the other.");
        }

        // Servers that were set up alike share an id that is only derived from where they run; the mark that is not there tells them apart.
        var alike = mark is not null && source.Server.Certainty == IdentityCertainty.Place && target.Server.Certainty == IdentityCertainty.Place
            && !Replicates(source.Server, target.Server);
        if (!alike && Is(source.Server, target.Server))
        {
            throw Refusal(target.Server, Replicates(source.Server, target.Server)
                ? "One of the two servers follows the other, or both belong to one cluster."
                : "Both servers have the same id. A server whose data folder was copied keeps the id until its auto.cnf is removed and it is started again.");
        }
    }

    /// <summary>Whether two identities, which may have been read at different times, are of the same database.</summary>
    /// <param name="first">One of them.</param>
    /// <param name="second">The other.</param>
    /// <returns>True for the same server, a replica of it, or a member of the same cluster, and the same database's name there.</returns>
    public static bool Is(ServerIdentity first, ServerIdentity second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return first.Database is not null && string.Equals(first.Database, second.Database, NamesOf(first, second))
            && (first.Id == second.Id || Replicates(first, second));
    }

    private static bool Replicates(ServerIdentity first, ServerIdentity second) =>
        first.Primary == second.Id || second.Primary == first.Id
        || (first.Primary is not null && first.Primary == second.Primary)
        || (first.Cluster is not null && first.Cluster == second.Cluster);

    // Where a server folds names, Movies and movies are one database.
    private static StringComparison NamesOf(ServerIdentity first, ServerIdentity second) =>
        Folds(first) || Folds(second) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private static bool Folds(ServerIdentity server) => server.Settings?.GetValueOrDefault("lower_case_table_names") is "1" or "2";

    private static FerryException Refusal(ServerIdentity target, string reason) => new(
        FailureKind.Refused, "guard.same-database", $"Source and target are the same database: {target.Database} on {target.Product} {target.Version}, {target.Id}.",
        reason, "Name another target with --into, or correct the address of one of the two environments; 'ferry doctor' shows who answers at each.");
}
