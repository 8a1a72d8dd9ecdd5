using System.CommandLine;
using Ferry.Cli.Hosting;
using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Views;
using Ferry.Sync;

namespace Ferry.Cli.Commands.Sync;

/// <summary><c>ferry sync history</c>.</summary>
internal sealed class SyncHistoryCommand : Verb
{
    private readonly SyncOptionSet _environments = new();

    public SyncHistoryCommand()
        : base("history", "List the syncs of an environment into this one, the latest first.") => _environments.AddTo(this);

    public override IReadOnlyList<string> Examples => ["ferry sync history", "ferry sync history --production"];

    protected override async Task<int> RunAsync(ParseResult parse, CliContext context, CancellationToken cancellationToken)
    {
        var choice = _environments.Read(parse);
        var scene = await new SyncSceneBuilder(context, choice).RememberedAsync(choice.Source, safetyBackup: false, cancellationToken);
        var engine = new SyncEngine(context.Host.Providers, context.Host.Time);
        var runs = await scene.RunAtTargetAsync(engine.HistoryAsync, cancellationToken);
        scene.DemandKnown(runs);
        var document = SyncHistoryDocument.From(scene.Request.Source.Environment, scene.Request.Environment, runs);
        context.Output.Result(
            document, DocumentContext.Default.SyncHistoryDocument, (console, shown) => SyncHistoryView.Render(console, shown, context.Host.Time.GetUtcNow()));
        return ExitCode.Ok;
    }
}
