using System.CommandLine;
using Ferry.Cli.Hosting;
using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Views;
using Ferry.Verification;

namespace Ferry.Cli.Commands;

/// <summary><c>ferry verify</c>.</summary>
internal sealed class VerifyCommand : Verb
{
    private readonly BackupArgument _backup = new(required: false);
    private readonly SourceOptions _source = new();
    private readonly Option<bool> _drill = new("--drill") { Description = "Restore it into a scratch database too, compare every row, and record the proof." };
    private readonly Option<string?> _into = new("--into") { Description = "The environment whose server the drill runs on; default: the current one.", HelpName = "E" };
    private readonly Option<bool> _allowProtected = new("--allow-protected") { Description = "Let the drill run on the server of a protected environment." };

    public VerifyCommand()
        : base("verify", "Read every byte of a backup and check every hash; with --drill, prove that it restores.")
    {
        _backup.AddTo(this);
        _source.AddTo(this);
        Add(_drill);
        Add(_into);
        Add(_allowProtected);
    }

    public override IReadOnlyList<string> Examples => ["ferry verify", "ferry verify latest --production --drill", "ferry verify /mnt/usb/movies.zip"];

    protected override async Task<int> RunAsync(ParseResult parse, CliContext context, CancellationToken cancellationToken)
    {
        var archive = await _backup.FindAsync(parse, context, _source.Read(parse), cancellationToken);
        var verified = await context.Output.ProgressAsync(
            $"verify {archive.ShortName}",
            progress => new Verifier(context.Host.Time).VerifyAsync(archive, progress, cancellationToken));
        var drill = parse.GetValue(_drill) ? await DrillAsync(verified, parse, context, cancellationToken) : null;
        var next = drill is null ? context.Typed($"verify {archive.ShortName} --drill") : context.Typed($"restore --backup {archive.ShortName}");
        context.Output.Result(
            VerifyDocument.From(verified, drill), DocumentContext.Default.VerifyDocument,
            (console, document) => VerifyView.Render(console, document, next));
        return ExitCode.For(drill?.Warnings ?? []);
    }

    private async Task<DrillResult> DrillAsync(VerifyResult verified, ParseResult parse, CliContext context, CancellationToken cancellationToken)
    {
        var grounds = new DrillGrounds(context, parse.GetValue(_into), parse.GetValue(_allowProtected));
        return await grounds.RunAsync(
            verified.Manifest,
            (targets, token) => context.Output.ProgressAsync(
                $"drill {verified.Archive.ShortName}",
                progress => new Drill(context.Host.Providers, context.Host.Time).RunAsync(new DrillRequest(verified.Archive, targets), progress, token)),
            cancellationToken);
    }
}
