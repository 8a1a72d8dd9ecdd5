using System.CommandLine;
using Ferry.Cli.Hosting;
using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Views;
using Ferry.Sync;

namespace Ferry.Cli.Commands.Sync;

/// <summary><c>ferry sync undo [RUN]</c>.</summary>
internal sealed class SyncUndoCommand : Verb
{
    private readonly SyncOptionSet _environments = new();
    private readonly Argument<long?> _run = new("RUN") { Description = "The run, as 'ferry sync history' numbers it; it must be the latest.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _force = new("--force", "-f") { Description = "Do not ask. Skips the question, never a safety check." };

    public SyncUndoCommand()
        : base("undo", "Take the latest sync back: what it changed is as before, what it brought in is gone. What was edited since stays.")
    {
        Add(_run);
        _environments.AddTo(this);
        Add(_force);
    }

    public override IReadOnlyList<string> Examples => ["ferry sync undo", "ferry sync undo --production"];

    protected override async Task<int> RunAsync(ParseResult parse, CliContext context, CancellationToken cancellationToken)
    {
        var choice = _environments.Read(parse);
        var scene = await new SyncSceneBuilder(context, choice).RememberedAsync(choice.Source, safetyBackup: false, cancellationToken);
        var engine = new SyncEngine(context.Host.Providers, context.Host.Time);
        var runs = await scene.RunAtTargetAsync(engine.HistoryAsync, cancellationToken);
        scene.DemandKnown(runs);
        if (runs.Any(run => run.Undoable))
        {
            await AskAsync(scene, parse, context, cancellationToken);
        }

        var results = await scene.RunAtTargetAsync((request, token) => engine.UndoAsync(request, parse.GetValue(_run), token), cancellationToken);
        var document = SyncUndoDocument.From(scene.Request.Source.Environment, scene.Request.Environment, results);
        context.Output.Result(document, DocumentContext.Default.SyncUndoDocument, SyncUndoView.Render);
        return document.Databases.Any(database => database.Kept > 0) ? ExitCode.Warnings : ExitCode.Ok;
    }

    private async Task AskAsync(SyncScene scene, ParseResult parse, CliContext context, CancellationToken cancellationToken)
    {
        if (parse.GetValue(_force))
        {
            return;
        }

        var question = $"Take the latest sync of {scene.Request.Source.Environment} into {scene.Request.Environment} back?";
        var wanted = context.Ask.Possible
            ? await context.Ask.ConfirmAsync(question, preset: false, cancellationToken)
            : throw UsageError.MustSay("That the sync may be taken back", "Add --force.");
        if (!wanted)
        {
            throw new FerryException(FailureKind.Refused, "sync.declined", "Nothing was changed.", "You said no.", context.Typed("sync history"));
        }
    }
}
