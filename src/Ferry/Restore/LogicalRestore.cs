using Ferry.Archives;
using Ferry.Databases;
using Ferry.Loading;
using Ferry.Pipeline;
using Ferry.Progress;
using Ferry.Schema;
using Ferry.Verification;

namespace Ferry.Restore;

/// <summary>Restores DDL records and chunks: loads beside the target, compares, then moves into its place.</summary>
internal sealed class LogicalRestore(
    IDatabaseProvider provider, ArchiveReader archive, ManifestDatabase database, ProgressGate progress, StallGuard stall, int workers, long smallTableBytes)
{
    private readonly HashSet<string> _small = database.Tables.Where(table => table.Bytes < smallTableBytes).Select(table => table.Name).ToHashSet(StringComparer.Ordinal);
    private readonly ScratchLoad _load = new(provider, archive, database, progress, stall, workers);

    /// <summary>Restores everything, code included, into a scratch database that is dropped at the end.</summary>
    public async Task<IReadOnlyList<TableComparison>> DrillAsync(DatabaseTarget target, CancellationToken cancellationToken)
    {
        var loaded = await LoadAsync(target, null, cancellationToken).ConfigureAwait(false);
        await using var closing = loaded.ConfigureAwait(false);
        await ProveCodeAsync(loaded.Session, loaded.Scratch, loaded.Catalog, cancellationToken).ConfigureAwait(false);
        return loaded.Comparison;
    }

    /// <summary>Puts a target back that a killed restore has left half swapped, so that nobody takes the half for the whole.</summary>
    public static async Task<InterruptedSwap> RecoverAsync(IDatabaseProvider provider, DatabaseTarget target, CancellationToken cancellationToken)
    {
        var session = await provider.OpenAsync(target, SessionAccess.Write, cancellationToken).ConfigureAwait(false);
        await using var closing = session.ConfigureAwait(false);
        var scratch = TargetScratch.Of(target);
        await session.Target!.LockAsync(scratch, cancellationToken).ConfigureAwait(false);
        return await session.Target!.DropScratchAsync(scratch, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Loads beside the target and compares.</summary>
    public async Task<LoadedScratch> LoadAsync(DatabaseTarget target, IReadOnlyCollection<string>? tables, CancellationToken cancellationToken)
    {
        var catalog = await archive.ReadCatalogAsync(database, cancellationToken).ConfigureAwait(false);
        var session = await provider.OpenAsync(target, SessionAccess.Write, cancellationToken).ConfigureAwait(false);
        LoadedScratch? loaded = null;
        try
        {
            loaded = await ReserveAsync(session, target, catalog, tables, cancellationToken).ConfigureAwait(false);
            await FillAsync(loaded, tables, cancellationToken).ConfigureAwait(false);
            return loaded;
        }
        catch
        {
            IAsyncDisposable left = loaded is null ? session : loaded;
            await left.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<LoadedScratch> ReserveAsync(
        IDatabaseSession session, DatabaseTarget target, Catalog catalog, IReadOnlyCollection<string>? tables, CancellationToken cancellationToken)
    {
        var loading = session.Target!;
        DemandFit(await loading.CheckAsync(catalog, database.Server, cancellationToken).ConfigureAwait(false), target);
        var scratch = TargetScratch.Of(target);
        await loading.LockAsync(scratch, cancellationToken).ConfigureAwait(false);
        await loading.DropScratchAsync(scratch, cancellationToken).ConfigureAwait(false);
        await loading.CreateDatabaseAsync(scratch, catalog, cancellationToken).ConfigureAwait(false);
        CrashPoint.Reached("restore.scratch-created");
        return new LoadedScratch(session, target, scratch, catalog, (loaded, token) => SwapAsync(loaded, tables, token), progress);
    }

    private async Task FillAsync(LoadedScratch loaded, IReadOnlyCollection<string>? tables, CancellationToken cancellationToken)
    {
        var loading = loaded.Session.Target!;
        var script = await ScriptAsync(loading, loaded.Scratch, loaded.Catalog, loaded.Session, tables, cancellationToken).ConfigureAwait(false);
        await _load.LoadAsync(loading, loaded.Scratch, loaded.Catalog, script, cancellationToken).ConfigureAwait(false);
        RestorePhase[] rest = tables is null ? [RestorePhase.ForeignKeys, RestorePhase.Counters] : [RestorePhase.Counters];
        await _load.RunAsync(loading, loaded.Scratch, script, cancellationToken, rest).ConfigureAwait(false);
        loaded.Comparison = await _load.CompareAsync(loaded.Target with { Database = loaded.Scratch }, tables, cancellationToken).ConfigureAwait(false);
    }

    private void DemandFit(IEnumerable<Finding> findings, DatabaseTarget target)
    {
        var failures = findings.Where(finding => finding.Severity == FindingSeverity.Failure).ToList();
        if (failures.Count > 0)
        {
            throw new FerryException(
                FailureKind.Unsupported, failures[0].Code, $"Database '{database.Key}' does not fit on {target.Display}; nothing was changed.",
                string.Join(" ", failures.Select(failure => failure.Message)), failures[0].Remedy);
        }
    }

    private async Task<IReplacement> SwapAsync(LoadedScratch loaded, IReadOnlyCollection<string>? tables, CancellationToken cancellationToken)
    {
        stall.Enter("swap");
        progress.Report(new PhaseStarted("swap", database.Key));
        using var beat = stall.KeepAlive();
        var loading = loaded.Session.Target!;
        var script = await ScriptAsync(loading, loaded.Target.Database!, loaded.Catalog, loaded.Session, tables, cancellationToken).ConfigureAwait(false);
        foreach (var note in script.Notes)
        {
            progress.Warn(new Finding(FindingSeverity.Warning, "restore.replaced", note));
        }

        var request = new SwapRequest(loaded.Scratch, loaded.Target.Database!, script, tables);
        var replacement = await loading.SwapAsync(request, cancellationToken).ConfigureAwait(false);
        CrashPoint.Reached("restore.swapped");
        return replacement;
    }

    private async Task ProveCodeAsync(IDatabaseSession session, string scratch, Catalog catalog, CancellationToken cancellationToken)
    {
        var script = await ScriptAsync(session.Target!, scratch, catalog, session, null, cancellationToken).ConfigureAwait(false);
        RestorePhase[] code = [RestorePhase.Routines, RestorePhase.Views, RestorePhase.Triggers, RestorePhase.Events];
        await _load.RunAsync(session.Target!, scratch, script, cancellationToken, code).ConfigureAwait(false);
    }

    private async Task<RestoreScript> ScriptAsync(
        ILoadTarget loading, string name, Catalog catalog, IDatabaseSession session, IReadOnlyCollection<string>? tables, CancellationToken cancellationToken) =>
        provider.Scripter!.Write(catalog, new RestoreScriptOptions(name)
        {
            Tables = tables,
            SmallTables = _small,
            KnownDefiners = await loading.ReadAccountsAsync(cancellationToken).ConfigureAwait(false),
            Server = session.Server,
        });
}
