using System.Globalization;
using Ferry.Databases;
using Ferry.Loading;
using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;
using Ferry.MySql.Loading.Preflight;
using Ferry.MySql.Loading.Swap;
using Ferry.Schema;

namespace Ferry.MySql.Loading;

/// <summary>Writes databases on one server.</summary>
/// <param name="connector">Opens further connections.</param>
/// <param name="dialect">The server's dialect.</param>
/// <param name="control">The session's own connection.</param>
/// <param name="server">Who answered.</param>
/// <param name="clock">Times the pauses between attempts.</param>
internal sealed class MySqlLoadTarget(
    Connector connector, ServerDialect dialect, ServerConnection control, ServerIdentity server, TimeProvider clock) : ILoadTarget
{
    private const int SmallestDefaultPacket = 4 << 20;
    private const int LockPatienceSeconds = 2;

    public async ValueTask<IReadOnlyList<Finding>> CheckAsync(Catalog backup, ServerIdentity source, CancellationToken cancellationToken)
    {
        var facts = await TargetFacts.ReadAsync(control, server, cancellationToken).ConfigureAwait(false);
        return new RestorePreflight(backup, source, facts with { EncryptsNewTables = await EncryptsAsync(cancellationToken).ConfigureAwait(false) }).Run();
    }

    public IReadOnlyList<Finding> CheckReplaced(Catalog present, IReadOnlyCollection<string>? tables)
    {
        var replaced = tables?.ToHashSet(StringComparer.Ordinal);
        var failure = new MovableTables(dialect).Find(present.Tables.Where(table => replaced?.Contains(table.Name) ?? true));
        return failure is null ? [] : [failure];
    }

    // The server frees the name when the connection ends; a run that was killed a moment ago gets that moment.
    public async ValueTask LockAsync(string scratch, CancellationToken cancellationToken)
    {
        var taken = await control.ScalarAsync(
            $"SELECT GET_LOCK({Quote.Literal(scratch)}, {LockPatienceSeconds})", "Reserving the target", cancellationToken).ConfigureAwait(false);
        if (taken != "1")
        {
            throw new FerryException(
                FailureKind.Locked, "mysql.target-locked", "A restore, drill or sync is working on this target; nothing was changed.",
                $"It holds the lock {scratch} on the server.", "Wait until it has finished, then run the command again.");
        }
    }

    public async ValueTask<IReadOnlyCollection<string>?> ReadAccountsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await control.QueryAsync(
                "SELECT CONCAT(User, '@', Host) FROM mysql.user", "Reading the accounts", row => row.Required(0), cancellationToken).ConfigureAwait(false);
        }
        catch (FerryException exception) when (MySqlFailures.IsRefusal(exception.InnerException))
        {
            return null;
        }
    }

    public async ValueTask CreateDatabaseAsync(string name, Catalog like, CancellationToken cancellationToken)
    {
        await RecoverAsync(name, cancellationToken).ConfigureAwait(false);
        var charset = like.Charset is null ? "" : $" CHARACTER SET {Quote.Literal(like.Charset)}";
        var collation = like.Collation is null ? "" : $" COLLATE {Quote.Literal(like.Collation)}";
        await LockRetry.RunAsync(
            () => control.ExecuteAsync($"CREATE DATABASE {Quote.Identifier(name)}{charset}{collation}", $"Creating database {name}", cancellationToken),
            clock,
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask CreateTablesAsync(string scratch, RestoreScript script, CancellationToken cancellationToken)
    {
        var (connection, loader) = await OpenAsync(scratch, cancellationToken).ConfigureAwait(false);
        await using (loader.ConfigureAwait(false))
        {
            await new Definitions(connection, loader, scratch).CreateAsync(script, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<InterruptedSwap> DropScratchAsync(string name, CancellationToken cancellationToken)
    {
        if (!ScratchName.Is(name))
        {
            throw new FerryException(
                FailureKind.Refused, "mysql.not-scratch", $"Database {name} is not dropped.", "Its name does not say that Ferry made it for a trial.");
        }

        var left = await RecoverAsync(name, cancellationToken).ConfigureAwait(false);
        await LockRetry.RunAsync(
            () => control.ExecuteAsync($"DROP DATABASE IF EXISTS {Quote.Identifier(name)}", $"Dropping database {name}", cancellationToken),
            clock,
            cancellationToken).ConfigureAwait(false);
        return left;
    }

    public async ValueTask<ILoader> OpenLoaderAsync(string database, CancellationToken cancellationToken) =>
        (await OpenAsync(database, cancellationToken).ConfigureAwait(false)).Loader;

    /// <summary>Opens one more connection for rows alone.</summary>
    /// <param name="database">The database to load into.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async ValueTask<MySqlLoader> OpenRowsAsync(string database, CancellationToken cancellationToken) =>
        (await OpenAsync(database, cancellationToken).ConfigureAwait(false)).Loader;

    public async ValueTask<IReplacement> SwapAsync(SwapRequest request, CancellationToken cancellationToken)
    {
        await WithSwapAsync(swap => swap.RunAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
        return new SwappedDatabase(this, request.Scratch);
    }

    /// <summary>Works on a swap over a connection of its own.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Ends the attempt to connect.</param>
    public async ValueTask WithSwapAsync(Func<DatabaseSwap, ValueTask> work, CancellationToken cancellationToken)
    {
        var (connection, loader) = await OpenAsync(null, cancellationToken).ConfigureAwait(false);
        var id = connection.Id; // A lost connection does not tell it any more.
        await using (loader.ConfigureAwait(false))
        {
            await work(new DatabaseSwap(connection, loader, dialect, async (journal, token) =>
            {
                var (anew, another) = await OpenAsync(null, token).ConfigureAwait(false);
                await using (another.ConfigureAwait(false))
                {
                    await new LostConnection(anew, clock).EndAsync(id, token).ConfigureAwait(false);
                    await new DatabaseSwap(anew, another, dialect, (_, _) => ValueTask.CompletedTask).PutBackAsync(journal.Scratch, token).ConfigureAwait(false);
                }
            })).ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> EncryptsAsync(CancellationToken cancellationToken)
    {
        if (server.Database is not { } database || dialect.DatabaseOptions(database) is not { } sql)
        {
            return false;
        }

        var options = await control.QueryAsync(
            sql, "Reading the database's options", row => (Name: row.Required(0), Value: row.Required(1)), cancellationToken).ConfigureAwait(false);
        return options.Contains(("encryption", "YES"));
    }

    // A swap that was killed is ended before its scratch database is used or dropped: the target's tables may be in there.
    private async ValueTask<InterruptedSwap> RecoverAsync(string scratch, CancellationToken cancellationToken)
    {
        if (!ScratchName.Is(scratch)
            || await new DatabaseContents(control).CollationAsync(SwapJournal.AsideOf(scratch), cancellationToken).ConfigureAwait(false) is null)
        {
            return InterruptedSwap.None;
        }

        var (connection, loader) = await OpenAsync(null, cancellationToken).ConfigureAwait(false);
        await using (loader.ConfigureAwait(false))
        {
            return await new SwapRecovery(connection, new SwapSteps(connection, loader)).RecoverAsync(scratch, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<(ServerConnection Connection, MySqlLoader Loader)> OpenAsync(string? database, CancellationToken cancellationToken)
    {
        var connection = await connector.OpenAsync(dialect, ConnectionPurpose.Load, database, cancellationToken).ConfigureAwait(false);
        var localInfile = server.Settings.GetValueOrDefault("local_infile") is "ON" or "1";
        var packet = int.TryParse(server.Settings.GetValueOrDefault("max_allowed_packet"), CultureInfo.InvariantCulture, out var bytes)
            ? bytes
            : SmallestDefaultPacket;
        var loader = new MySqlLoader(connection, localInfile, packet, clock);
        try
        {
            await loader.PinAsync(cancellationToken).ConfigureAwait(false);
            return (connection, loader);
        }
        catch
        {
            await loader.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
