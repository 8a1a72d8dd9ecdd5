using System.Globalization;
using System.Security.Cryptography;
using Ferry.Environments;
using Ferry.Merging;
using Ferry.Progress;
using Ferry.Sync.Apply;
using Ferry.Sync.Drift;
using Ferry.Sync.History;
using Ferry.Sync.Identity;
using Ferry.Sync.Masking;
using Ferry.Sync.Merge;
using Ferry.Sync.Model;
using Ferry.Sync.References;
using Ferry.Sync.Rules;
using Ferry.Sync.Sources;
using Ferry.Sync.Staging;
using Ferry.Sync.Undo;

namespace Ferry.Sync.Planning;

/// <summary>Plans one database: stages the source's rows, recognises them, decides about cells, counts. Writes nowhere but into the staging area.</summary>
internal sealed class DatabasePlanner(SyncTarget target, SourceRows source, SyncRequest request, ProgressGate progress, TimeProvider time)
{
    private readonly List<Finding> _findings = [];
    private SyncRules _rules = SyncRules.Default;
    private DriftReport _drift = new([], []);

    public async Task<SyncDatabasePlan> PlanAsync(string key, string sourceDisplay, string targetDisplay, CancellationToken cancellationToken)
    {
        await target.Registry.DropPlannedAsync(cancellationToken).ConfigureAwait(false);
        var runs = await target.Registry.RunsAsync(cancellationToken).ConfigureAwait(false);
        var run = runs.Count == 0 ? 1 : runs[0].Id + 1;
        var drafts = await ModelAsync(cancellationToken).ConfigureAwait(false);
        await StageAsync(key, [.. drafts.Select(draft => Sql(draft.Table, run))], cancellationToken).ConfigureAwait(false);
        CrashPoint.Reached("sync.staged");

        progress.Report(new PhaseStarted("identify", key));
        var tables = await DecideAsync(drafts, run, cancellationToken).ConfigureAwait(false);
        var byName = tables.ToDictionary(table => table.Table.Name, StringComparer.OrdinalIgnoreCase);
        var translations = tables.ToDictionary(table => table, table => new Translation(table, byName));
        var keyed = IsBlocked ? [] : tables.Where(table => table.Table.Key.Count > 0).ToList();
        await new IdentityResolution(target.Connection, target.Staging, translations).RunAsync(keyed, cancellationToken).ConfigureAwait(false);
        CrashPoint.Reached("sync.identified");

        progress.Report(new PhaseStarted("merge", key));
        var plans = new List<SyncTablePlan>();
        var steps = new List<SyncStep>();
        foreach (var sql in keyed)
        {
            plans.Add(await PlanTableAsync(sql, translations[sql], steps, cancellationToken).ConfigureAwait(false));
        }

        var stamp = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        await target.Registry.AddAsync(
            new RunRow(run, RunRegistry.Planned, stamp, time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), null, plans.Sum(plan => plan.Inserted), plans.Sum(plan => plan.Updated)),
            [.. steps.OrderBy(step => step.Phase)],
            cancellationToken).ConfigureAwait(false);
        CrashPoint.Reached("sync.planned");
        return new SyncDatabasePlan
        {
            Key = key,
            SourceDisplay = sourceDisplay,
            TargetDisplay = targetDisplay,
            Staging = target.Area,
            Run = run,
            Stamp = stamp,
            Tables = plans,
            Findings = _findings,
        };
    }

    /// <summary>What is known not to fit would end the statements of the merge half way; the plan says it instead.</summary>
    private bool IsBlocked => _findings.Exists(finding => finding.Severity == FindingSeverity.Failure);

    private SyncRules Rules(IReadOnlyList<TableShape> shapes)
    {
        var rules = new SyncRulesReader(request.Options, (key, message) => throw new FerryException(
            FailureKind.Usage, "sync.rule-invalid", $"The setting Sync:{key} cannot be used.", message, "Correct it in the configuration.")).Read();
        RuleNames.Check(rules, shapes);
        return rules with { Scope = rules.Scope with { General = request.Selection } };
    }

    private async Task<IReadOnlyList<(MergeTable Table, IdentityProposal Proposal)>> ModelAsync(CancellationToken cancellationToken)
    {
        var shapes = await target.Database.ReadShapesAsync(cancellationToken).ConfigureAwait(false);
        _rules = Rules(shapes);
        var cells = await target.Registry.CellsAsync(cancellationToken).ConfigureAwait(false);
        var (join, format) = (SchemaJoin.Of(source.Catalog, shapes, _rules.Scope), target.Dialect.Staging.Rows.Format);
        _drift = new DriftFinder(_rules, format).Find(join);
        _findings.AddRange(_drift.Findings.Where(finding => finding.Severity != FindingSeverity.Pass));
        var drafts = new ModelBuilder(join, _rules, format, await target.Lineage.ReadAsync(cancellationToken).ConfigureAwait(false)).Build(cells);
        await target.Registry.SaveAsync(cells, cancellationToken).ConfigureAwait(false);
        return drafts;
    }

    private TableSql Sql(MergeTable table, long run) => new(target.Dialect, target.Area, table, run);

    private async Task<IReadOnlyList<TableSql>> DecideAsync(IReadOnlyList<(MergeTable Table, IdentityProposal Proposal)> drafts, long run, CancellationToken cancellationToken)
    {
        var tables = new List<MergeTable>();
        foreach (var (table, proposal) in drafts)
        {
            var choice = proposal.Decide(await new IdentityQuestions(target.Connection, Sql(table, run)).AskAsync(proposal, cancellationToken).ConfigureAwait(false));
            choice = request.Attended ? choice : choice.Unattended;
            _findings.AddRange(choice.Findings);
            tables.Add(table with { Identity = choice, Numbered = proposal.PrimaryKey == PrimaryKeyKind.Numbered, KeepsFreeIds = _rules.IdsOf(table.Name) == NewIds.KeepIfFree });
        }

        return [.. KeyOrder.Sort(tables).Select(table => Sql(table, run))];
    }

    private async Task StageAsync(string key, IReadOnlyList<TableSql> tables, CancellationToken cancellationToken)
    {
        foreach (var sql in tables)
        {
            await target.Staging.MakeNewAsync(sql, cancellationToken).ConfigureAwait(false);
            if (sql.Table.Key.Count > 0)
            {
                await target.Staging.MakeMapAsync(sql, [.. new CellRules(sql.Table, _rules).WithBase], cancellationToken).ConfigureAwait(false);
                await target.Staging.MakeChangesAsync(sql, cancellationToken).ConfigureAwait(false);
            }
        }

        progress.Report(new PhaseStarted("stage", key));
        var hasher = new CellHasher(await target.Registry.KeyAsync(cancellationToken).ConfigureAwait(false));
        var masking = SourceMasking.Of(request.Masks, request.MaskKey, source.Catalog, target.Dialect.Staging.Rows.Format, tables.Select(sql => sql.Table));
        var fill = new StagingFill(target.Connection, target.Dialect, hasher, (table, rows, bytes) => progress.Moved(key, table, rows, bytes), masking);
        await fill.RunAsync(source, tables, cancellationToken).ConfigureAwait(false);
        foreach (var sql in tables)
        {
            _findings.AddRange(await new DriftChecks(target.Connection, sql).RunAsync([.. _drift.Checks.Where(check => check.Table == sql.Table.Name)], cancellationToken).ConfigureAwait(false));
        }
    }

    private async Task<SyncTablePlan> PlanTableAsync(TableSql sql, Translation translation, List<SyncStep> steps, CancellationToken cancellationToken)
    {
        var rules = new CellRules(sql.Table, _rules);
        if (sql.Table.Others.Any())
        {
            var met = (await target.Connection.QueryAsync($"SELECT 1 FROM {sql.Map} WHERE first_run < {sql.Run} LIMIT 1", cancellationToken).ConfigureAwait(false)).Count > 0;
            await target.Connection.ExecuteAsync(new Changes(sql, translation, rules, met).Fill, cancellationToken).ConfigureAwait(false);
            await DemandNoConflictAsync(sql, rules, cancellationToken).ConfigureAwait(false);
        }

        var undo = new TableUndo(sql, rules);
        await target.Staging.ReplaceAsync(undo.JournalTable, cancellationToken).ConfigureAwait(false);
        await target.Connection.ExecuteAsync(undo.FillJournal, cancellationToken).ConfigureAwait(false);
        await target.Staging.ReplaceAsync(undo.ListTable, cancellationToken).ConfigureAwait(false);
        var plan = await new TableCounts(target.Connection, sql, translation).CountAsync(cancellationToken).ConfigureAwait(false);
        steps.AddRange(new TableApply(sql, translation, rules).Steps(plan));
        steps.AddRange(undo.Steps);
        return plan;
    }

    private async Task DemandNoConflictAsync(TableSql sql, CellRules rules, CancellationToken cancellationToken)
    {
        foreach (var column in rules.Failing)
        {
            var conflicts = (await target.Connection.QueryAsync(
                $"SELECT COUNT(*) FROM {sql.Changes} WHERE SUBSTR(marks, {CellMark.Place(sql.Table, column)}, 1) = '{CellMark.Conflict}'", cancellationToken).ConfigureAwait(false))[0][0];
            if (conflicts is not (null or "0"))
            {
                _findings.Add(new Finding(
                    FindingSeverity.Failure, "sync.conflict", $"Both sides have changed {sql.Table.Name}.{column.Name} in {conflicts} rows, and its policy is to fail.",
                    "Make both sides agree, or give the column another policy."));
            }
        }
    }
}
