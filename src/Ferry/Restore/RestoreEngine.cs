using Ferry.Archives;
using Ferry.Backup;
using Ferry.Loading;
using Ferry.Pipeline;
using Ferry.Progress;
using Ferry.Sync.History;
using Ferry.Verification;

namespace Ferry.Restore;

/// <summary>Restores backups: plans first, then acts. Whatever fails before the last step leaves the target as it was.</summary>
/// <param name="providers">The engines.</param>
/// <param name="time">The clock.</param>
public sealed class RestoreEngine(ProviderRegistry providers, TimeProvider time)
{
    private static readonly TimeSpan StallTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Looks at archive and targets and says what a restore would do. Changes nothing.</summary>
    /// <param name="request">What to restore, and into what.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Refused"/> for a protected target; archive and server failures by their kinds.</exception>
    public async Task<RestorePlan> PlanAsync(RestoreRequest request, CancellationToken cancellationToken)
    {
        var archive = await ArchiveReader.OpenAsync(request.Archive, cancellationToken).ConfigureAwait(false);
        await using var closing = archive.ConfigureAwait(false);
        return await new RestorePlanner(providers).PlanAsync(request, archive, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Applies a plan: proves the archive, makes a safety backup of what will be replaced, loads beside, compares, swaps.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="progress">Told of phases, tables and rows; may be null.</param>
    /// <param name="cancellationToken">Ends the run; targets that were not swapped yet stay as they were.</param>
    /// <returns>The finished restore.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Refused"/> for a blocked plan, <see cref="FailureKind.Integrity"/> for a damaged archive,
    /// <see cref="FailureKind.Mismatch"/> when loaded rows differ, and server failures by their kinds.</exception>
    public async Task<RestoreResult> ApplyAsync(RestorePlan plan, IProgress<ProgressEvent>? progress, CancellationToken cancellationToken)
    {
        DemandUnblocked(plan);
        var started = time.GetTimestamp();
        var gate = new ProgressGate(progress, time);
        using var stall = new StallGuard(StallTimeout, time, cancellationToken);
        try
        {
            var archive = await ArchiveReader.OpenAsync(plan.Request.Archive, stall.Token).ConfigureAwait(false);
            await using var closing = archive.ConfigureAwait(false);
            DemandSame(plan, archive);
            await ProveAsync(plan, archive, gate, stall).ConfigureAwait(false);
            await RecoverAsync(plan, archive, gate, stall).ConfigureAwait(false);
            var safety = await SafetyBackupAsync(plan, progress, stall.Token).ConfigureAwait(false);
            var comparisons = await RestoreAllAsync(plan, archive, safety, gate, stall).ConfigureAwait(false);
            return new RestoreResult(plan, comparisons, safety, time.GetElapsedTime(started), gate.Warnings);
        }
        catch (OperationCanceledException exception) when (stall.IsStalled && !cancellationToken.IsCancellationRequested)
        {
            throw stall.Fault(exception);
        }
    }

    private static async Task ProveAsync(RestorePlan plan, ArchiveReader archive, ProgressGate gate, StallGuard stall)
    {
        var verification = new ArchiveVerification(archive, gate, stall);
        if (!plan.Request.Salvage)
        {
            await verification.HashAsync(stall.Token).ConfigureAwait(false);
            return;
        }

        await verification.HashAsync(
            plan.Databases.SelectMany(planned => EntryOf(archive, planned).Tables.Where(table => planned.Picked?.Contains(table.Name) ?? true)),
            stall.Token).ConfigureAwait(false);
        foreach (var finding in plan.Findings.Where(finding => finding.Code == Salvage.Code))
        {
            gate.Warn(finding);
        }
    }

    private async Task RecoverAsync(RestorePlan plan, ArchiveReader archive, ProgressGate gate, StallGuard stall)
    {
        var restore = new DatabaseRestore(providers, archive, gate, stall, plan.Request.Workers, plan.Request.SmallTableBytes);
        var found = new List<(string, InterruptedSwap)>();
        foreach (var planned in plan.Databases)
        {
            found.Add((planned.Target.Display, await restore.RecoverAsync(EntryOf(archive, planned), planned.Target, stall.Token).ConfigureAwait(false)));
        }

        if (KilledRun.Describe(found) is { } finding)
        {
            gate.Warn(finding);
        }
    }

    private async Task<List<TableComparison>> RestoreAllAsync(
        RestorePlan plan, ArchiveReader archive, ArchiveReference? safety, ProgressGate gate, StallGuard stall)
    {
        var restore = new DatabaseRestore(providers, archive, gate, stall, plan.Request.Workers, plan.Request.SmallTableBytes);
        var loaded = new List<ILoadedDatabase>();
        try
        {
            foreach (var planned in plan.Databases)
            {
                loaded.Add(await restore.LoadAsync(EntryOf(archive, planned), planned.Target, planned.Mode, planned.Picked, stall.Token).ConfigureAwait(false));
            }

            await new JointReplacement(safety, gate).RunAsync(loaded, stall.Token).ConfigureAwait(false);
        }
        finally
        {
            foreach (var database in loaded)
            {
                await database.DisposeAsync().ConfigureAwait(false);
            }
        }

        foreach (var planned in plan.Databases)
        {
            await NoteOriginAsync(plan, archive, planned, gate, stall.Token).ConfigureAwait(false);
        }

        return [.. loaded.SelectMany(database => database.Comparison)];
    }

    private static ManifestDatabase EntryOf(ArchiveReader archive, DatabaseRestorePlan planned) =>
        archive.Manifest.Databases.Single(database => database.Key == planned.Key);

    /// <summary>Rows of another environment came with their ids; a later sync from there must know. Rows of this one are older than what syncs know of them. The restore is done by then, whatever becomes of the note.</summary>
    private async Task NoteOriginAsync(RestorePlan plan, ArchiveReader archive, DatabaseRestorePlan planned, ProgressGate gate, CancellationToken cancellationToken)
    {
        var (source, provider) = (archive.Manifest.Environment, providers.For(planned.Target.Engine));
        try
        {
            var findings = string.Equals(source, plan.Request.Environment, StringComparison.OrdinalIgnoreCase)
                ? await RestoredRows.GoBackAsync(provider, planned.Target, archive.Manifest.CreatedAt, planned.Picked, time, cancellationToken).ConfigureAwait(false)
                : await RestoredRows.NoteAsync(provider, planned.Target, source, planned.Picked, cancellationToken).ConfigureAwait(false);
            foreach (var said in findings)
            {
                gate.Warn(said);
            }
        }
        catch (FerryException exception)
        {
            gate.Warn(new(
                FindingSeverity.Warning, "restore.origin-not-noted", $"The restore is done, but a later sync will not know that the rows came from {source}, nor when: {exception.Message} {exception.Reason}".TrimEnd(),
                exception.Remedy));
        }
    }

    private async Task<ArchiveReference?> SafetyBackupAsync(RestorePlan plan, IProgress<ProgressEvent>? progress, CancellationToken cancellationToken)
    {
        var replaced = plan.Databases.Where(database => database.Mode == RestoreMode.Swap).ToDictionary(
            database => database.Key, database => database.Target with { Replica = null }); // What is replaced is the target, not its replica.
        if (replaced.Count == 0)
        {
            return null;
        }

        progress?.Report(new PhaseStarted("safety-backup", null, $"of {string.Join(", ", replaced.Values.Select(target => target.Display))}"));
        var request = new BackupRequest
        {
            Application = plan.Request.Application,
            Environment = plan.Request.Environment,
            Databases = replaced,
            Destination = plan.Request.SafetyDestination!,
            Workers = plan.Request.Workers,
        };
        var result = await new BackupEngine(providers, time).RunAsync(request, progress, cancellationToken).ConfigureAwait(false);
        CrashPoint.Reached("restore.safety-backup-made");
        return result.Archive;
    }

    private static void DemandUnblocked(RestorePlan plan)
    {
        if (plan.Blocked)
        {
            var failures = plan.Findings.Where(finding => finding.Severity == FindingSeverity.Failure).ToList();
            throw new FerryException(
                FailureKind.Refused, failures[0].Code, "The restore was refused before anything was changed.",
                string.Join(" ", failures.Select(failure => failure.Message)), failures[0].Remedy);
        }
    }

    private static void DemandSame(RestorePlan plan, ArchiveReader archive)
    {
        if (archive.Manifest.CreatedAt != plan.Manifest.CreatedAt || archive.Manifest.Databases.Count != plan.Manifest.Databases.Count)
        {
            throw new FerryException(
                FailureKind.Refused, "restore.stale-plan", $"{plan.Request.Archive.ShortName} is not the archive that was planned with.",
                "It was replaced in the meantime.", "Run the command again.");
        }
    }
}
