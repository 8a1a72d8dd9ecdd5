using Ferry.Archives;
using Ferry.Backup;
using Ferry.Databases;
using Ferry.Progress;
using Ferry.Sync.Apply;
using Ferry.Sync.Planning;
using Ferry.Sync.Sources;
using Ferry.Sync.Undo;

namespace Ferry.Sync;

/// <summary>Merges another environment's rows: plans first, then applies. Rows of the target are added and changed, never removed.</summary>
/// <param name="providers">The engines.</param>
/// <param name="time">The clock.</param>
public sealed class SyncEngine(ProviderRegistry providers, TimeProvider time)
{
    /// <summary>Reads the source, compares, and says what a sync would do. Writes only into the staging area of each target.</summary>
    /// <param name="request">What to merge, and into what.</param>
    /// <param name="progress">Told of phases, tables and rows; may be null.</param>
    /// <param name="cancellationToken">Ends the planning.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Refused"/> for a protected target or one that is the source itself, <see cref="FailureKind.Locked"/> when
    /// another sync works on it; source and server failures by their kinds.</exception>
    public async Task<SyncPlan> PlanAsync(SyncRequest request, IProgress<ProgressEvent>? progress, CancellationToken cancellationToken)
    {
        SyncGuards.Demand(request);
        var gate = new ProgressGate(progress, time);
        var opener = await SourceOpener.OpenAsync(providers, request, cancellationToken).ConfigureAwait(false);
        await using var closing = opener.ConfigureAwait(false);
        var databases = new List<SyncDatabasePlan>();
        foreach (var (key, target) in Targets(request, opener))
        {
            await SyncGuards.DemandOtherAsync(providers, opener.Live(key), target, gate, cancellationToken).ConfigureAwait(false);
            var opened = await SyncTarget.OpenAsync(providers.For(target.Engine), target, request.Source.Environment, cancellationToken).ConfigureAwait(false);
            await using var closingTarget = opened.ConfigureAwait(false);
            using var age = new SnapshotAge(request.Options.SnapshotLimit, time, cancellationToken);
            var source = await age.RunAsync(token => opener.OpenAsync(key, target, gate, token)).ConfigureAwait(false);
            await using var closingSource = source.ConfigureAwait(false);
            databases.Add(await new DatabasePlanner(opened, source, age, request, gate, time).PlanAsync(key, opener.Display(key), target.Display, cancellationToken).ConfigureAwait(false));
        }

        return new SyncPlan { Source = request.Source.Environment, Target = request.Environment, CreatedAt = time.GetUtcNow(), Databases = databases };
    }

    /// <summary>Applies a plan: a safety backup first, then each database in one transaction, proven before it is committed. Whatever fails leaves that database as it was.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="request">The request; only its targets, guards and safety destination are used.</param>
    /// <param name="progress">Told of phases; may be null.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>The finished sync.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Refused"/> with code <c>sync.stale-plan</c> when the target has changed since the plan was made.</exception>
    public async Task<SyncResult> ApplyAsync(SyncPlan plan, SyncRequest request, IProgress<ProgressEvent>? progress, CancellationToken cancellationToken)
    {
        SyncGuards.Demand(request);
        SyncGuards.DemandUnblocked(plan);
        var started = time.GetTimestamp();
        var gate = new ProgressGate(progress, time);
        var writing = plan.Databases.Any(database => database.Tables.Any(table => table.Inserted + table.Updated > 0));
        var safety = writing ? await SafetyBackupAsync(plan, request, progress, cancellationToken).ConfigureAwait(false) : null;
        foreach (var database in plan.Databases)
        {
            gate.Report(new PhaseStarted("apply", database.Key));
            var target = request.Targets[database.Key];
            var opened = await SyncTarget.OpenAsync(providers.For(target.Engine), target, plan.Source, cancellationToken).ConfigureAwait(false);
            await using var closing = opened.ConfigureAwait(false);
            using var apply = new DatabaseApply(opened, request.RowsPerTransaction, request.Workers, time);
            await apply.RunAsync(database, cancellationToken).ConfigureAwait(false);
        }

        return new SyncResult(plan, safety, time.GetElapsedTime(started), gate.Warnings);
    }

    /// <summary>Puts back what the latest sync changed and removes what it brought in, as far as nobody has changed it since.</summary>
    /// <param name="request">The request; its source's environment, targets and guards are used.</param>
    /// <param name="run">The run, which must be the latest one; null for the latest.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>One result a database.</returns>
    public async Task<IReadOnlyList<UndoResult>> UndoAsync(SyncRequest request, long? run, CancellationToken cancellationToken)
    {
        SyncGuards.Demand(request);
        var results = new List<UndoResult>();
        foreach (var (key, target) in Targets(request, null))
        {
            var opened = await SyncTarget.FindAsync(providers.For(target.Engine), target, request.Source.Environment, cancellationToken).ConfigureAwait(false);
            if (opened is null)
            {
                results.Add(run is null ? UndoResult.Nothing(key) : throw DatabaseUndo.NotLatest(run.Value, null));
                continue;
            }

            await using var closing = opened.ConfigureAwait(false);
            results.Add(await new DatabaseUndo(opened, time).RunAsync(key, run, cancellationToken).ConfigureAwait(false));
        }

        return results;
    }

    /// <summary>The syncs that were applied to the targets, the latest first.</summary>
    /// <param name="request">The request; its source's environment and targets are used.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>One entry a run.</returns>
    public async Task<IReadOnlyList<SyncRun>> HistoryAsync(SyncRequest request, CancellationToken cancellationToken)
    {
        var runs = new List<SyncRun>();
        foreach (var (key, target) in Targets(request, null))
        {
            if (await SyncTarget.FindAsync(providers.For(target.Engine), target, request.Source.Environment, cancellationToken).ConfigureAwait(false) is not { } opened)
            {
                continue;
            }

            await using var closing = opened.ConfigureAwait(false);
            runs.AddRange(await new History.DatabaseHistory(opened).ReadAsync(key, cancellationToken).ConfigureAwait(false));
        }

        return runs;
    }

    private static IEnumerable<KeyValuePair<string, DatabaseTarget>> Targets(SyncRequest request, SourceOpener? source) => request.Targets
        .Where(pair => request.Database is null || string.Equals(pair.Key, request.Database, StringComparison.OrdinalIgnoreCase))
        .Where(pair => source is null || source.Has(pair.Key))
        .OrderBy(pair => pair.Key, StringComparer.Ordinal);

    private async Task<ArchiveReference?> SafetyBackupAsync(SyncPlan plan, SyncRequest request, IProgress<ProgressEvent>? progress, CancellationToken cancellationToken)
    {
        if (request.SafetyDestination is null)
        {
            return null;
        }

        var backup = new BackupRequest
        {
            Application = request.Application,
            Environment = request.Environment,
            Databases = plan.Databases.ToDictionary(database => database.Key, database => request.Targets[database.Key] with { Replica = null }),
            Destination = request.SafetyDestination,
            Workers = request.Workers,
        };
        progress?.Report(new PhaseStarted("safety-backup", null, $"of {string.Join(", ", plan.Databases.Select(database => database.TargetDisplay))}"));
        var result = await new BackupEngine(providers, time).RunAsync(backup, progress, cancellationToken).ConfigureAwait(false);
        CrashPoint.Reached("sync.safety-backup-made");
        return result.Archive;
    }
}
