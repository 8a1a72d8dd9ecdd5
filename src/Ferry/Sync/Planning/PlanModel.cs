using Ferry.Merging;
using Ferry.Schema;
using Ferry.Sync.Drift;
using Ferry.Sync.Identity;
using Ferry.Sync.Model;
using Ferry.Sync.Rules;

namespace Ferry.Sync.Planning;

/// <summary>What a plan knows before a row was read.</summary>
internal sealed record PlanModel(
    SyncRules Rules, IReadOnlyList<(MergeTable Table, IdentityProposal Proposal)> Drafts, DriftReport Drift, IReadOnlyList<TableShape> Shapes)
{
    /// <summary>Which tables are written together, and in which order.</summary>
    public RunParts Parts { get; } = new([.. Drafts.Select(draft => draft.Table)]);

    /// <summary>Reads both schemas and the configuration.</summary>
    public static async Task<PlanModel> ReadAsync(SyncTarget target, Catalog source, SyncRequest request, CancellationToken cancellationToken)
    {
        var shapes = await target.Database.ReadShapesAsync(cancellationToken).ConfigureAwait(false);
        var format = target.Dialect.Staging.Rows.Format;
        var rules = Read(request, shapes);
        var asked = new AskedTables(shapes, rules).Names;
        rules = rules with { Where = Without(new(rules.Where, StringComparer.OrdinalIgnoreCase), asked) };
        var join = SchemaJoin.Of(source, shapes, rules.Scope, asked);
        var cells = await target.Registry.CellsAsync(cancellationToken).ConfigureAwait(false);
        var drafts = ExchangedIds.Mark(new ModelBuilder(join, rules, format, await target.Lineage.ReadAsync(cancellationToken).ConfigureAwait(false)).Build(cells), format);
        await target.Registry.SaveAsync(cells, cancellationToken).ConfigureAwait(false);
        var drift = new DriftFinder(rules, format).Find(join);
        return new(
            rules,
            [.. drafts.Select(draft => (Fitting.Widened(draft.Table, rules, target.Dialect.Checks), draft.Proposal))],
            drift with { Checks = [.. drift.Checks.Where(check => !drafts.Any(draft => draft.Table.Name == check.Table && draft.Table.Find(check.Column) is { IsExchanged: true }))] },
            shapes);
    }

    private static Dictionary<string, string> Without(Dictionary<string, string> filters, IReadOnlySet<string> asked)
    {
        foreach (var table in asked)
        {
            filters[table] = SyncRules.Nothing;
        }

        return filters;
    }

    private static SyncRules Read(SyncRequest request, IReadOnlyList<TableShape> shapes)
    {
        var rules = new SyncRulesReader(request.Options, (key, message) => throw new FerryException(
            FailureKind.Usage, "sync.rule-invalid", $"The setting Sync:{key} cannot be used.", message, "Correct it in the configuration.")).Read();
        RuleNames.Check(rules, shapes);
        return rules with { Scope = rules.Scope with { General = request.Selection } };
    }
}
