using Ferry.Loading;
using Ferry.MySql.Connections;
using Ferry.MySql.Loading.Swap;

namespace Ferry.MySql.Loading;

/// <summary>Creates the tables of a scratch database, and tries its code on the empty tables: only the server knows which functions, types and clauses it has.</summary>
/// <param name="connection">A connection to the scratch database, pinned as for loading.</param>
/// <param name="loader">The same connection, as a loader.</param>
/// <param name="scratch">The scratch database.</param>
internal sealed class Definitions(ServerConnection connection, MySqlLoader loader, string scratch)
{
    private static readonly RestorePhase[] _tables = [RestorePhase.Sequences, RestorePhase.Tables];
    private static readonly RestorePhase[] _code = [RestorePhase.Routines, RestorePhase.Views, RestorePhase.Triggers];

    /// <summary>Creates sequences and tables; creates routines, views and triggers, and drops them again.</summary>
    /// <param name="script">The script, written for the scratch database.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask CreateAsync(RestoreScript script, CancellationToken cancellationToken)
    {
        foreach (var statement in _tables.SelectMany(script.Of))
        {
            await CreateAsync(statement, cancellationToken).ConfigureAwait(false);
        }

        await TryCodeAsync(script, cancellationToken).ConfigureAwait(false);
        var contents = new DatabaseContents(connection);
        var drops = new List<string>(await contents.DropTriggersAsync(scratch, null, cancellationToken).ConfigureAwait(false));
        drops.AddRange(await contents.DropCodeAsync(scratch, cancellationToken).ConfigureAwait(false));
        foreach (var drop in drops)
        {
            await loader.RunAsync(drop, $"Emptying {scratch}", cancellationToken).ConfigureAwait(false);
        }
    }

    // Code may need another database that this restore puts into its place later, or a right that the account has only there:
    // such a failure proves nothing, and neither does the code that depends on it.
    private async ValueTask TryCodeAsync(RestoreScript script, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var statement in _code.SelectMany(script.Of))
            {
                await CreateAsync(statement, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (FerryException failure) when (failure.Kind == FailureKind.Destination)
        {
            return;
        }
    }

    private async ValueTask CreateAsync(ScriptStatement statement, CancellationToken cancellationToken)
    {
        try
        {
            await loader.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
        }
        catch (FerryException failure) when (MySqlFailures.IsUnknownDefinition(failure, scratch))
        {
            throw new FerryException(
                FailureKind.Unsupported, "mysql.definition-refused", $"The target does not take the definition of {statement.Kind} {statement.Name}; nothing was changed.", failure.Reason,
                "Restore into the version that the backup is of, or change the definition on the source; ferry show names that version.", failure);
        }
    }
}
