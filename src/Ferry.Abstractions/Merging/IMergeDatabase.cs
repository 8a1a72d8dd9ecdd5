namespace Ferry.Merging;

/// <summary>A database that rows of another one can be merged into. The engine decides what happens; this role says what the tables are like,
/// gives the statements their words, and runs them under a guard.</summary>
public interface IMergeDatabase
{
    /// <summary>How statements are written for this server.</summary>
    IMergeDialect Dialect { get; }

    /// <summary>Reads what a merge must know of every base table, in name order. Ferry's own are left out: in an engine that keeps its state beside the
    /// tables, all whose names begin like that of a registry, which is called <c>ferry_…_runs</c>.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>One shape a table.</returns>
    /// <exception cref="FerryException">When the server refuses or cannot be reached.</exception>
    ValueTask<IReadOnlyList<TableShape>> ReadShapesAsync(CancellationToken cancellationToken);

    /// <summary>Whether a staging area is there. Only reads.</summary>
    /// <param name="staging">Name of the staging area.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>Whether it holds a registry of runs.</returns>
    ValueTask<bool> HasAsync(string staging, CancellationToken cancellationToken);

    /// <summary>Names of the staging areas that lie beside the database: those that a restore of it does not bring back to the same moment.</summary>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>The names; none in an engine that keeps its state in the database itself.</returns>
    /// <exception cref="FerryException">When the server refuses or cannot be reached.</exception>
    ValueTask<IReadOnlyList<string>> ListAreasAsync(CancellationToken cancellationToken);

    /// <summary>Opens the connection that merges: it may do anything in the staging area, and add and change rows in the target's own tables; nothing is ever removed there.</summary>
    /// <param name="staging">Name of the staging area, made when it is not there: a database of its own beside the target, or a prefix of tables in the same file.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <returns>The connection, which holds a lock on the staging area until it is disposed.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Locked"/> when another run holds it.</exception>
    ValueTask<IMergeConnection> OpenAsync(string staging, CancellationToken cancellationToken);

    /// <summary>Opens one more connection under the same guard, for statements in the staging area that run beside those of the one that merges. It holds no lock: it ends before that one does.</summary>
    /// <param name="staging">Name of the staging area, which is there.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <returns>The connection; null where the engine lets one write at a time.</returns>
    /// <exception cref="FerryException">When the server refuses or cannot be reached.</exception>
    ValueTask<IMergeConnection?> OpenBesideAsync(string staging, CancellationToken cancellationToken);
}
