using System.CommandLine;
using Ferry.Cli.Hosting;
using Ferry.Sync;

namespace Ferry.Cli.Commands.Sync;

/// <summary><c>ferry sync apply PLAN</c>.</summary>
internal sealed class SyncApplyCommand : Verb
{
    private readonly Argument<string> _plan = new("PLAN") { Description = "A file that 'ferry sync --save' has written." };
    private readonly Option<bool> _force = new("--force", "-f") { Description = "Do not ask. Skips the question, never a safety check." };
    private readonly Option<bool> _noBackup = new("--no-backup") { Description = "Make no safety backup first; 'ferry sync undo' still works." };
    private readonly Option<bool> _allowProtected = new("--allow-protected") { Description = "Write to a protected environment; needs its name typed." };
    private readonly Option<string?> _confirm = new("--confirm") { Description = "The protected environment's name, for scripts.", HelpName = "NAME" };

    public SyncApplyCommand()
        : base("apply", "Apply a saved plan, if nothing has changed since it was made.")
    {
        Add(_plan);
        foreach (var option in new Option[] { _force, _noBackup, _allowProtected, _confirm })
        {
            Add(option);
        }
    }

    public override IReadOnlyList<string> Examples => ["ferry sync apply friday.plan"];

    protected override async Task<int> RunAsync(ParseResult parse, CliContext context, CancellationToken cancellationToken)
    {
        var plan = await ReadAsync(Path.GetFullPath(parse.GetValue(_plan)!, context.Host.WorkingDirectory), cancellationToken);
        var choice = new SyncChoice(plan.Source, plan.Target, null, null, parse.GetValue(_allowProtected), parse.GetValue(_confirm));
        var scene = await new SyncSceneBuilder(context, choice).RememberedAsync(plan.Source, !parse.GetValue(_noBackup), cancellationToken);
        var showing = new SyncShowing(context);
        showing.Plan(plan);
        var engine = new SyncEngine(context.Host.Providers, context.Host.Time);
        return await new SyncApplication(scene, engine, showing).RunAsync(plan, parse.GetValue(_force), cancellationToken);
    }

    private static async Task<SyncPlan> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(path);
            return await SyncPlanFile.ReadAsync(file, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FerryException(
                FailureKind.NotFound, "sync.plan-unreadable", $"The plan {path} cannot be read.", exception.Message, "Make one with 'ferry sync --save PLAN'.", exception);
        }
    }
}
