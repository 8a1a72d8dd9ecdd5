using System.CommandLine;
using Ferry.Cli.Hosting;
using Ferry.Cli.Output;
using Ferry.Environments;
using Ferry.Sync;

namespace Ferry.Cli.Commands.Sync;

/// <summary><c>ferry sync</c>: read, plan, show, ask, merge.</summary>
internal sealed class SyncCommand : Verb
{
    private readonly SyncOptionSet _environments = new();
    private readonly ConfigurationFlags _flags = new();
    private readonly Option<string?> _backup = new("--backup") { Description = "Take the rows from a backup: a name, 'latest', or a path.", HelpName = "NAME|latest|PATH" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Show what would happen, and write nothing to the target's own tables." };
    private readonly Option<string?> _save = new("--save") { Description = "Keep the plan in a file for 'ferry sync apply', and write nothing yet.", HelpName = "PLAN" };
    private readonly Option<bool> _force = new("--force", "-f") { Description = "Do not ask. Skips the question, never a safety check." };
    private readonly Option<bool> _noBackup = new("--no-backup") { Description = "Make no safety backup first; 'ferry sync undo' still works." };
    private readonly Option<bool> _verify = new("--verify") { Description = "Trust no sign that a table is unchanged, and no watermark: compare all of its rows." };

    public SyncCommand()
        : base("sync", "Merge another environment's rows into this one: add and update, never delete; the same rows are recognised although their ids differ.")
    {
        _environments.AddTo(this);
        foreach (var option in new Option[] { _backup, _dryRun, _save, _force, _noBackup, _verify })
        {
            Add(option);
        }

        _flags.AddTexts(this, "--table", "Sync:Tables:Include", "Only tables matching this; may be repeated. Knows * and ?.", "GLOB");
        _flags.AddTexts(this, "--exclude-table", "Sync:Tables:Exclude", "Never tables matching this; may be repeated.", "GLOB");
        _flags.AddText(this, "--prefer", "Sync:Prefer", "Whose value a cell gets that both sides changed: source, target, newer or neither.", "SIDE");
        Add(new SyncApplyCommand());
        Add(new SyncUndoCommand());
        Add(new SyncHistoryCommand());
    }

    public override IReadOnlyList<string> Examples =>
    [
        "ferry sync --production",
        "ferry sync --production --dry-run",
        "ferry sync --production --save friday.plan",
        "ferry sync --backup latest --table users --table 'order*'",
    ];

    protected override async Task<int> RunAsync(ParseResult parse, CliContext context, CancellationToken cancellationToken)
    {
        var save = parse.GetValue(_save);
        var force = parse.GetValue(_force);
        await using var file = save is null ? null : ExportFile.Create(Path.GetFullPath(save, context.Host.WorkingDirectory), force);
        var (scene, plan) = await PlanAsync(parse, context, [], SyncAnswers.None, cancellationToken);
        if (scene.Request.Attended && !parse.GetValue(_dryRun) && plan.Outcome != SyncOutcome.Blocked)
        {
            (scene, plan) = await AskAsync(parse, context, scene, plan, cancellationToken);
        }

        var showing = new SyncShowing(context);
        if (file is not null)
        {
            await SyncPlanFile.WriteAsync(plan, file.Stream, cancellationToken);
            await file.CommitAsync(cancellationToken);
            return showing.Saved(plan, save!);
        }

        return parse.GetValue(_dryRun)
            ? showing.DryRun(plan)
            : await new SyncApplication(scene, new SyncEngine(context.Host.Providers, context.Host.Time), showing).RunAsync(plan, force, cancellationToken);
    }

    // Who recognises rows anew has other conflicts; so those are asked about afterwards, until there is nothing more to ask.
    private async Task<(SyncScene Scene, SyncPlan Plan)> AskAsync(ParseResult parse, CliContext context, SyncScene scene, SyncPlan plan, CancellationToken cancellationToken)
    {
        IReadOnlyList<ConfigurationOverride> settled = [];
        if (await new IdentityQuestion(context).AskAsync(plan, cancellationToken) is { Count: > 0 } answers)
        {
            await new IdentitySettings(context, scene.Configuration).KeepAsync(answers, cancellationToken);
            settled = [.. IdentitySettings.AsOverrides(answers)];
            (scene, plan) = await PlanAsync(parse, context, settled, SyncAnswers.None, cancellationToken);
        }

        var conflicts = SyncAnswers.None;
        while (await new ConflictQuestion(context).AskAsync(plan, conflicts, cancellationToken) is { } answered)
        {
            conflicts = answered;
            (scene, plan) = await PlanAsync(parse, context, settled, conflicts, cancellationToken);
        }

        return (scene, plan);
    }

    private async Task<(SyncScene Scene, SyncPlan Plan)> PlanAsync(
        ParseResult parse, CliContext context, IReadOnlyList<ConfigurationOverride> settled, SyncAnswers answers, CancellationToken cancellationToken)
    {
        var choice = _environments.Read(parse, parse.GetValue(_backup)) with { Attended = context.Ask.Possible && !parse.GetValue(_force) };
        var scene = await new SyncSceneBuilder(context, choice).BuildAsync(!parse.GetValue(_noBackup), [.. _flags.Read(parse), .. settled], cancellationToken);
        var engine = new SyncEngine(context.Host.Providers, context.Host.Time);
        var plan = await scene.RunAsync(
            (request, token) => context.Output.ProgressAsync($"sync {request.Source.Environment}", progress => engine.PlanAsync(request with { Verify = parse.GetValue(_verify), Answers = answers }, progress, token)), cancellationToken);
        new SyncShowing(context).Plan(plan);
        DemandTables(plan);
        return (scene, plan);
    }

    // A mistyped --table must not look like a sync with nothing to do.
    private static void DemandTables(SyncPlan plan)
    {
        if (plan.Outcome == SyncOutcome.Nothing && plan.Databases.All(database => database.Tables.Count == 0))
        {
            throw new FerryException(
                FailureKind.NotFound, "sync.no-tables", "There is no table to merge.",
                $"No table that {plan.Source} and {plan.Target} both have was chosen.",
                "Check --table, --exclude-table and --database, and with 'ferry config show' the settings Tables, Sync:Tables and the keys of Databases.");
        }
    }
}
