using Ferry.Databases;

namespace Ferry.Doctor;

/// <summary>Checks databases and storages and says how to mend each finding. Changes nothing that stays.</summary>
/// <param name="providers">The engines.</param>
/// <param name="time">The clock.</param>
public sealed class DatabaseDoctor(ProviderRegistry providers, TimeProvider time)
{
    private const string SuggestedUser = "ferry";
    private const string PasswordToReplace = "replace this password";

    /// <summary>Connects to a database and says which statements make an account for its backups.</summary>
    /// <param name="target">The database.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>The server, and the statements for it; none for engines without accounts.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Unreachable"/>, and what else opening a session throws.</exception>
    public async Task<(ServerIdentity Server, IReadOnlyList<BackupGrant> Grants)> BackupGrantsAsync(DatabaseTarget target, CancellationToken cancellationToken)
    {
        var session = await providers.For(target.Engine).OpenAsync(target, SessionAccess.Read, cancellationToken).ConfigureAwait(false);
        await using var closing = session.ConfigureAwait(false);
        return (session.Server, session.Rights?.ForBackup(SuggestedUser, PasswordToReplace) ?? []);
    }

    /// <summary>Connects to a database and runs its engine's checks.</summary>
    /// <param name="target">The database.</param>
    /// <param name="isProtected">Whether its environment is protected, so that an account that can write deserves a warning.</param>
    /// <param name="cancellationToken">Ends the checks.</param>
    /// <returns>One finding a check.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Unreachable"/> or <see cref="FailureKind.NotFound"/> when the database cannot be opened.</exception>
    public async Task<IReadOnlyList<Finding>> CheckAsync(DatabaseTarget target, bool isProtected, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var session = await providers.For(target.Engine).OpenAsync(target, SessionAccess.Read, cancellationToken).ConfigureAwait(false);
        await using var closing = session.ConfigureAwait(false);
        var milliseconds = time.GetElapsedTime(started).TotalMilliseconds;
        var reached = new Finding(
            FindingSeverity.Pass, "database.reached",
            $"{target.Display} answers as {session.Server.Product} {session.Server.Version}{(session.Server.User is { } user ? $" to {user}" : "")} in {milliseconds:0} ms.");
        var rights = isProtected && session.Rights is { } account
            ? [WritingAccount.Judge(session.Server, await account.WritingAsync(cancellationToken).ConfigureAwait(false))]
            : Array.Empty<Finding>();
        return [reached, Identity.Of(session.Server), .. rights, .. await session.Checks.RunAsync(cancellationToken).ConfigureAwait(false)];
    }
}
