using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Ferry.Environments;
using Ferry.Progress;
using Ferry.Sync.Asking;
using Ferry.Sync.Checks;
using Ferry.Sync.Detection;
using Ferry.Sync.Drift;
using Ferry.Sync.History;
using Ferry.Sync.Identity;
using Ferry.Sync.Masking;
using Ferry.Sync.Merge;
using Ferry.Sync.Model;
using Ferry.Sync.References;
using Ferry.Sync.Sources;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Planning;

/// <summary>Plans one database: stages the source's rows, recognises them, decides about cells, counts. Writes nowhere but into the staging area.</summary>
internal sealed class DatabasePlanner(SyncTarget target, SourceRows source, SnapshotAge age, SyncRequest request, ProgressGate progress, TimeProvider time)
{
    private readonly string _stamp = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
    private readonly List<Finding> _findings = [];
    private readonly Dictionary<string, TableChanges> _changes = new(StringComparer.OrdinalIgnoreCase);
    // Tables of which rows are staged although the source has not changed them.
    private readonly HashSet<string> _staged = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<RowCheck> _settled = [];
    private readonly KnownFacts _facts = new(target.Connection, target.Dialect, target.Staging, target.Area);

    public async Task<SyncDatabasePlan> PlanAsync(string key, string sourceDisplay, string targetDisplay, CancellationToken cancellationToken)
    {
        await target.Registry.DropPlannedAsync(cancellationToken).ConfigureAwait(false);
        foreach (var broken in (await target.Registry.RunsAsync(cancellationToken).ConfigureAwait(false)).Where(broken => broken.State == RunRegistry.Applying))
        {
            await target.Registry.CloseAsync(broken.Id, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        }

        var runs = await target.Registry.RunsAsync(cancellationToken).ConfigureAwait(false);
        var run = runs.Count == 0 ? 1 : runs[0].Id + 1;
        await target.Registry.BeginAsync(run, Now, cancellationToken).ConfigureAwait(false);
        var model = await PlanModel.ReadAsync(target, source.Catalog, request, cancellationToken).ConfigureAwait(false);
        await target.Registry.DropOldAsync(model.Rules.KeepRuns, cancellationToken).ConfigureAwait(false);
        _findings.AddRange(model.Drift.Findings.Where(finding => finding.Severity != FindingSeverity.Pass));
        _findings.AddRange(UnreadableTables.Of(source.Catalog, model.Shapes, model.Rules.Scope));
        _findings.AddRange(UnfinishedRules.Of(model.Rules, [.. model.Drafts.Select(draft => draft.Table)], target.Dialect));
        _findings.AddRange(await new RecomputedTables(target, model.Rules).TryAsync(model.Drafts.Select(draft => Sql(draft.Table, run)), cancellationToken).ConfigureAwait(false));
        var cautions = await new SourceCautions(target, source, request, [.. model.Drafts.Select(draft => draft.Table)]).FindAsync(cancellationToken).ConfigureAwait(false);
        _findings.AddRange(cautions);
        var shaped = model.Drafts.SelectMany(draft => draft.Table.Target.Findings).Distinct().ToList();
        _findings.AddRange(shaped);
        if (shaped.Concat(cautions).Any(finding => finding.Severity == FindingSeverity.Failure))
        {
            return Plan(key, sourceDisplay, targetDisplay, run, []);
        }

        using var reading = new SourceReading(target, source, request, model, cautions.Any(caution => caution.Code == SeenMoment.Older), time.GetUtcNow());
        await age.RunAsync(token => StageAsync(key, model, reading, [.. model.Drafts.Select(draft => Sql(draft.Table, run))], token)).ConfigureAwait(false);
        CrashPoint.Reached("sync.staged");

        var (plans, steps) = await MergeAsync(key, model, reading, run, cancellationToken).ConfigureAwait(false);
        await target.Registry.AddAsync(
            new RunRow(run, RunRegistry.Planned, _stamp, Now, null, plans.Sum(plan => plan.Inserted), plans.Sum(plan => plan.Updated), plans.Sum(plan => plan.Adopted)),
            [.. model.Parts.Of(steps)],
            cancellationToken).ConfigureAwait(false);
        CrashPoint.Reached("sync.planned");
        return Plan(key, sourceDisplay, targetDisplay, run, plans);
    }

    private string Now => time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private SyncDatabasePlan Plan(string key, string sourceDisplay, string targetDisplay, long run, IReadOnlyList<SyncTablePlan> tables) => new()
    {
        Key = key,
        SourceDisplay = sourceDisplay,
        TargetDisplay = targetDisplay,
        Staging = target.Area,
        Run = run,
        Stamp = _stamp,
        Tables = tables,
        Findings = [.. source.Warnings.Select(warning => new Finding(FindingSeverity.Warning, "sync.snapshot", warning)), .. _findings],
    };

    /// <summary>What is known not to fit would end the statements of the merge half way; the plan says it instead.</summary>
    private bool IsBlocked => _findings.Exists(finding => finding.Severity == FindingSeverity.Failure);

    private async Task<(IReadOnlyList<SyncTablePlan> Plans, IReadOnlyList<SyncStep> Steps)> MergeAsync(
        string key, PlanModel model, SourceReading reading, long run, CancellationToken cancellationToken)
    {
        progress.Report(new PhaseStarted("identify", key));
        var tables = await DecideAsync(model, run, cancellationToken).ConfigureAwait(false);
        await StandInAsync(tables, cancellationToken).ConfigureAwait(false);
        var byName = tables.ToDictionary(table => table.Table.Name, StringComparer.OrdinalIgnoreCase);
        var translations = tables.ToDictionary(table => table, table => new Translation(table, byName, Collapsed(table, model)));
        foreach (var collapsed in tables.Select(table => Collapsed(table, model)).OfType<CollapsedRows>())
        {
            await target.Staging.ReplaceAsync(collapsed.Table, cancellationToken).ConfigureAwait(false);
        }

        var keyed = IsBlocked ? [] : tables.Where(table => table.Table.Key.Count > 0).ToList();
        var moving = keyed.Where(sql => !IsUnchanged(sql)).ToList();
        var lanes = await Lanes.OpenAsync(target, Math.Min(request.Workers, moving.Count), cancellationToken).ConfigureAwait(false);
        await using var closing = lanes.ConfigureAwait(false);
        var identity = new IdentityResolution(lanes, translations, model.Parts);
        await identity.RunAsync(moving, cancellationToken).ConfigureAwait(false);
        _findings.AddRange(identity.Findings);
        var again = identity.Referring.Where(sql => _changes[sql.Table.Name].Verdict != Verdict.Everything).Select(sql => sql.Table.Source.Name).ToHashSet(StringComparer.Ordinal);
        await reading.ForgetAsync(again, cancellationToken).ConfigureAwait(false);
        CrashPoint.Reached("sync.identified");

        progress.Report(new PhaseStarted("merge", key));
        var merged = await target.Merged.ReadAsync(cancellationToken).ConfigureAwait(false);
        var asked = new AskedCells(key, model.Rules, request.Answers);
        var rounds = new ChangeRounds(lanes, model.Rules, translations, identity, merged, asked);
        await rounds.RunAsync(moving, cancellationToken).ConfigureAwait(false);
        _findings.AddRange(rounds.Findings);
        CrashPoint.Reached("sync.merged");
        var triggered = moving.Exists(sql => sql.Table.Target.Triggers.Count > 0);
        var drafts = new ConcurrentDictionary<TableSql, TableDraft>();
        await lanes.RunAsync(
            moving,
            (_, _) => false,
            async (lane, sql, token) => drafts[sql] = await new TablePlanner(
                lane, sql, translations[sql], new CellRules(sql.Table, model.Rules), _changes[sql.Table.Name], reading.IsFiltered(sql), identity, asked, triggered, model.Parts).PlanAsync(token).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        _findings.AddRange(moving.SelectMany(sql => drafts[sql].Findings));
        var plans = keyed.Select(sql => IsUnchanged(sql) ? Unchanged(sql) : drafts[sql].Plan).ToList();
        var steps = moving.SelectMany(sql => drafts[sql].Steps).ToList();
        foreach (var sql in IsBlocked ? [] : tables.Where(table => table.Table.Key.Count == 0))
        {
            var copies = await new Copies(target, sql, translations[sql], model.Shapes).PlanAsync(cancellationToken).ConfigureAwait(false);
            plans.Add(copies.Plan with { Reading = _changes[sql.Table.Name].Reason });
            steps.AddRange(copies.Steps);
            _findings.AddRange(copies.Findings);
        }

        var rest = new RunSteps(target, request, source.Moment, model, tables, keyed, run);
        await rest.AddAsync(moving.Where(sql => !merged.Contains(sql.Table.Name)), moving, plans, steps, cancellationToken).ConfigureAwait(false);
        _findings.AddRange(rest.Findings);
        steps.AddRange(await reading.StepsAsync([.. keyed.Zip(plans)], again, cancellationToken).ConfigureAwait(false));
        return (plans, steps);
    }

    // After the rows themselves have told how they are recognised: placeholders say nothing about that.
    private async Task StandInAsync(IReadOnlyList<TableSql> tables, CancellationToken cancellationToken)
    {
        _findings.AddRange(await new FallbackRows(target.Connection, tables).FindAsync(cancellationToken).ConfigureAwait(false));
        if (!IsBlocked)
        {
            var placeholders = new Placeholders(target.Connection, target.Staging, request.Source.Environment, tables);
            _staged.UnionWith(await placeholders.StageAsync(cancellationToken).ConfigureAwait(false));
            _findings.AddRange(placeholders.Findings);
        }
    }

    private static CollapsedRows? Collapsed(TableSql sql, PlanModel model) => new CellRules(sql.Table, model.Rules).Collapse is { } rule ? new(sql, rule) : null;

    private bool IsUnread(TableSql sql) => _changes[sql.Table.Name].Verdict == Verdict.Unchanged;

    private bool IsUnchanged(TableSql sql) => IsUnread(sql) && !_staged.Contains(sql.Table.Name);

    private SyncTablePlan Unchanged(TableSql sql) => new()
    {
        Name = sql.Table.Name,
        Identity = sql.Table.Identity!.Reason,
        IdentitySetting = sql.Table.Identity.Setting,
        ConfirmIdentity = sql.Table.Identity.Confirmation == Confirmation.Needed,
        Reading = _changes[sql.Table.Name].Reason,
        Look = _changes[sql.Table.Name].Look,
        Held = _changes[sql.Table.Name].Rows,
        Unchanged = true,
    };

    private TableSql Sql(MergeTable table, long run) => new(target.Dialect, target.Area, table, run);

    private async Task<IReadOnlyList<TableSql>> DecideAsync(PlanModel model, long run, CancellationToken cancellationToken)
    {
        var tables = new List<MergeTable>();
        foreach (var (table, proposal) in model.Drafts)
        {
            var sql = Sql(table, run);
            var choice = proposal.Decide(await FactsAsync(sql, proposal, cancellationToken).ConfigureAwait(false));
            choice = request.Attended ? choice : choice.Unattended;
            _findings.AddRange(choice.Findings);
            _findings.AddRange(await new DriftChecks(target.Connection, sql).RunAsync([.. model.Drift.Checks.Where(check => check.Table == table.Name && !_settled.Contains(check))], cancellationToken).ConfigureAwait(false));
            tables.Add(NewKeys.Of(table with { Identity = choice, KeepsFreeIds = model.Rules.IdsOf(table.Name) == NewIds.KeepIfFree, Collapses = model.Rules.Collapse.ContainsKey(table.Name) }, proposal.PrimaryKey));
        }

        return [.. KeyOrder.Sort(tables).Select(table => Sql(table, run))];
    }

    private async Task<IdentityFacts> FactsAsync(TableSql sql, IdentityProposal proposal, CancellationToken cancellationToken)
    {
        if (_changes[sql.Table.Name].Verdict != Verdict.Everything)
        {
            return _facts.Of(sql.Table.Name, proposal);
        }

        var facts = await new IdentityQuestions(target.Connection, sql).AskAsync(proposal, cancellationToken).ConfigureAwait(false);
        await _facts.SaveAsync(sql.Table.Name, facts, cancellationToken).ConfigureAwait(false);
        return facts;
    }

    // Rows that found no place come again with their whole table, and are judged anew.
    private async Task ForgetHeldAsync(TableSql sql, CancellationToken cancellationToken)
    {
        if (_changes[sql.Table.Name].Verdict == Verdict.Everything)
        {
            await target.Connection.ExecuteAsync($"DELETE FROM {sql.Map} WHERE status = 'held'", cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task StageAsync(string key, PlanModel model, SourceReading reading, IReadOnlyList<TableSql> tables, CancellationToken cancellationToken)
    {
        progress.Report(new PhaseStarted("detect", key));
        await _facts.ReadAsync(cancellationToken).ConfigureAwait(false);
        var changes = await reading.DetectAsync(tables, _facts.Tables, cancellationToken).ConfigureAwait(false);
        _findings.AddRange(reading.Findings);
        foreach (var (sql, change) in tables.Zip(changes))
        {
            _changes[sql.Table.Name] = change;
        }

        foreach (var sql in tables)
        {
            await target.Staging.MakeNewAsync(sql, cancellationToken).ConfigureAwait(false);
            if (sql.Table.Key.Count > 0)
            {
                await target.Staging.MakeMapAsync(sql, [.. new CellRules(sql.Table, model.Rules).WithBase], cancellationToken).ConfigureAwait(false);
                await ForgetHeldAsync(sql, cancellationToken).ConfigureAwait(false);
            }
        }

        progress.Report(new PhaseStarted("stage", key));
        var hasher = new CellHasher(await target.Registry.KeyAsync(cancellationToken).ConfigureAwait(false));
        var masking = SourceMasking.Of(request.Masks, request.MaskKey, source.Catalog, target.Dialect.Staging.Rows.Format, tables.Select(sql => sql.Table));
        var fill = new StagingFill(target.Connection, target.Dialect, hasher, (table, rows, bytes) => progress.Moved(key, table, rows, bytes), masking);
        await fill.RunAsync(source, tables, changes, model.Rules.Where, cancellationToken).ConfigureAwait(false);
        await new RequiredParents(target, source, fill, tables).RunAsync([.. tables.Where(reading.IsFiltered)], cancellationToken).ConfigureAwait(false);
        await source.CompleteAsync(cancellationToken).ConfigureAwait(false);
        await FitAsync(model, tables, cancellationToken).ConfigureAwait(false);
        foreach (var sql in tables.Where(sql => !IsUnread(sql)))
        {
            await target.Staging.AnalyzeAsync(sql.NewName, cancellationToken).ConfigureAwait(false);
            await target.Staging.AnalyzeAsync(sql.MapName, cancellationToken).ConfigureAwait(false);
        }

        foreach (var sql in tables.Where(sql => sql.Table.Key.Count > 0))
        {
            var carried = await new OpenConflicts(target.Connection, target.Staging, sql).CarryAsync(_changes[sql.Table.Name], cancellationToken).ConfigureAwait(false);
            if (carried > 0)
            {
                _staged.Add(sql.Table.Name);
                _changes[sql.Table.Name] = _changes[sql.Table.Name] with { Carried = carried };
            }
        }

        var proposals = new ReferenceProposals(target.Connection, tables, [.. model.Drafts.Select(draft => draft.Proposal.Table)], target.Dialect.Staging.Rows.Format);
        _findings.AddRange(await proposals.FindAsync(cancellationToken).ConfigureAwait(false));
        _findings.AddRange(await new UnknownTypes(target.Connection, tables).FindAsync(cancellationToken).ConfigureAwait(false));
    }

    private async Task FitAsync(PlanModel model, IReadOnlyList<TableSql> tables, CancellationToken cancellationToken)
    {
        foreach (var sql in tables)
        {
            var fitting = new Fitting(target.Connection, sql, model.Rules);
            await fitting.RunAsync(model.Drift.Checks.Where(check => check.Table == sql.Table.Name), cancellationToken).ConfigureAwait(false);
            _findings.AddRange(fitting.Findings);
            _settled.UnionWith(fitting.Settled);
        }
    }
}
