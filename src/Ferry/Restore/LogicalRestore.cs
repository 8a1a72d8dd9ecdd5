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
    IDatabaseProvider provider, ArchiveReader archive, ManifestDatabase database, ProgressGate progress, StallGuard stall, int workers)
{
    private readonly ScratchLoad _load = new(provider, archive, database, progress, stall, workers);

    /// <summary>Restores into the target's place.</summary>
    public Task<IReadOnlyList<TableComparison>> RestoreAsync(
        DatabaseTarget target, IReadOnlyCollection<string>? tables, CancellationToken cancellationToken) =>
        RunAsync(target, tables, (session, scratch, catalog, token) => SwapAsync(session, target, scratch, catalog, tables, token), cancellationToken);

    /// <summary>Restores everything, code included, into a scratch database that is dropped at the end.</summary>
    public Task<IReadOnlyList<TableComparison>> DrillAsync(DatabaseTarget target, CancellationToken cancellationToken) =>
        RunAsync(target, null, ProveCodeAsync, cancellationToken);

    /// <summary>Puts a target back that a killed restore has left half swapped, so that nobody takes the half for the whole.</summary>
    public static async Task RecoverAsync(IDatabaseProvider provider, DatabaseTarget target, CancellationToken cancellationToken)
    {
        var session = await provider.OpenAsync(target, SessionAccess.Write, cancellationToken).ConfigureAwait(false);
        await using var closing = session.ConfigureAwait(false);
        var scratch = TargetScratch.Of(target);
        await session.Target!.LockAsync(scratch, cancellationToken).ConfigureAwait(false);
        await session.Target!.DropScratchAsync(scratch, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<TableComparison>> RunAsync(
        DatabaseTarget target,
        IReadOnlyCollection<string>? tables,
        Func<IDatabaseSession, string, Catalog, CancellationToken, Task> finish,
        CancellationToken cancellationToken)
    {
        var catalog = await archive.ReadCatalogAsync(database, cancellationToken).ConfigureAwait(false);
        var session = await provider.OpenAsync(target, SessionAccess.Write, cancellationToken).ConfigureAwait(false);
        await using var closing = session.ConfigureAwait(false);
        var loading = session.Target!;
        DemandFit(await loading.CheckAsync(catalog, database.Server, cancellationToken).ConfigureAwait(false), target);
        var scratch = TargetScratch.Of(target);
        await loading.LockAsync(scratch, cancellationToken).ConfigureAwait(false);
        await loading.DropScratchAsync(scratch, cancellationToken).ConfigureAwait(false);
        await loading.CreateDatabaseAsync(scratch, catalog, cancellationToken).ConfigureAwait(false);
        CrashPoint.Reached("restore.scratch-created");
        try
        {
            var script = await ScriptAsync(loading, scratch, catalog, session, tables, cancellationToken).ConfigureAwait(false);
            await _load.LoadAsync(loading, scratch, catalog, script, cancellationToken).ConfigureAwait(false);
            RestorePhase[] rest = tables is null ? [RestorePhase.ForeignKeys, RestorePhase.Counters] : [RestorePhase.Counters];
            await _load.RunAsync(loading, scratch, script, cancellationToken, rest).ConfigureAwait(false);
            var comparison = await _load.CompareAsync(target with { Database = scratch }, tables, cancellationToken).ConfigureAwait(false);
            await finish(session, scratch, catalog, cancellationToken).ConfigureAwait(false);
            return comparison;
        }
        finally
        {
            await loading.DropScratchAsync(scratch, CancellationToken.None).ConfigureAwait(false);
        }
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

    private async Task SwapAsync(
        IDatabaseSession session, DatabaseTarget target, string scratch, Catalog catalog, IReadOnlyCollection<string>? tables, CancellationToken cancellationToken)
    {
        stall.Enter("swap");
        progress.Report(new PhaseStarted("swap", database.Key));
        using var beat = stall.KeepAlive();
        var script = await ScriptAsync(session.Target!, target.Database!, catalog, session, tables, cancellationToken).ConfigureAwait(false);
        foreach (var note in script.Notes)
        {
            progress.Warn(new Finding(FindingSeverity.Warning, "restore.replaced", note));
        }

        await session.Target!.SwapAsync(new SwapRequest(scratch, target.Database!, script, tables), cancellationToken).ConfigureAwait(false);
        CrashPoint.Reached("restore.swapped");
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
            KnownDefiners = await loading.ReadAccountsAsync(cancellationToken).ConfigureAwait(false),
            Server = session.Server,
        });
}
