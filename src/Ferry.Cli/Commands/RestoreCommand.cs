using System.CommandLine;
using Ferry.Cli.Hosting;
using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Views;
using Ferry.Restore;

namespace Ferry.Cli.Commands;

/// <summary><c>ferry restore</c>: choose, plan, show, ask, act.</summary>
internal sealed class RestoreCommand : Verb
{
    private readonly SourceOptions _source = new();
    private readonly Option<string?> _backup = new("--backup") { Description = "A name, 'latest', or a path that needs no configuration. Without it, a terminal offers a list.", HelpName = "NAME|latest|PATH" };
    private readonly Option<string?> _into = new("--into") { Description = "The environment it goes to, or the URL of a database; default: the current environment.", HelpName = "E" };
    private readonly Option<string?> _database = new("--database") { Description = "Only the database with this key.", HelpName = "K" };
    private readonly Option<string[]> _tables = new("--table") { Description = "Only this table; may be repeated.", HelpName = "T" };
    private readonly Option<bool> _salvage = new("--salvage") { Description = "Of a damaged archive, restore the tables that are whole, and name the others." };
    private readonly Option<bool> _force = new("--force", "-f") { Description = "Do not ask. Skips the question, never a safety check." };
    private readonly Option<bool> _allowProtected = new("--allow-protected") { Description = "Write to a protected environment; needs --into and its name typed." };
    private readonly Option<string?> _confirm = new("--confirm") { Description = "The protected environment's name, for scripts.", HelpName = "NAME" };

    public RestoreCommand()
        : base("restore", "Put a backup back, whole or in part. Shows the plan first; what is replaced gets a safety backup.")
    {
        _source.AddTo(this);
        foreach (var option in new Option[] { _backup, _into, _database, _tables, _salvage, _force, _allowProtected, _confirm })
        {
            Add(option);
        }
    }

    public override IReadOnlyList<string> Examples =>
    [
        "ferry restore",
        "ferry restore --production --backup latest",
        "ferry restore --backup latest --table users --table movies",
        "ferry restore --backup movies.zip --into sqlite:copy.db",
    ];

    protected override async Task<int> RunAsync(ParseResult parse, CliContext context, CancellationToken cancellationToken)
    {
        var choice = new RestoreChoice(
            _source.Read(parse), parse.GetValue(_backup), parse.GetValue(_into), parse.GetValue(_database), parse.GetValue(_tables) ?? [],
            parse.GetValue(_salvage), parse.GetValue(_allowProtected), parse.GetValue(_confirm));
        var archive = await new ArchiveChoice(context).FindAsync(choice.Backup, choice.Source, cancellationToken);
        var (environment, request) = await new RestoreRequestBuilder(context, choice, archive).BuildAsync(cancellationToken);
        return await context.Gate.RunAsync(
            environment, request.Targets, request.Workers,
            (targets, token) => RestoreAsync(request with { Targets = targets }, choice, parse, context, token), cancellationToken);
    }

    private async Task<int> RestoreAsync(RestoreRequest request, RestoreChoice choice, ParseResult parse, CliContext context, CancellationToken cancellationToken)
    {
        var engine = new RestoreEngine(context.Host.Providers, context.Host.Time);
        var plan = await engine.PlanAsync(request, cancellationToken);
        context.Output.Interim(
            RestorePlanDocument.From(plan), DocumentContext.Default.RestorePlanDocument,
            (console, document) => RestorePlanView.Render(console, document, context.Host.Time.GetUtcNow()));
        if (!plan.Blocked && !await IsWantedAsync(plan, parse, context, cancellationToken))
        {
            throw new FerryException(
                FailureKind.Refused, "restore.declined", "Nothing was changed.", "You said no.", context.Typed("restore"));
        }

        var result = await context.Output.ProgressAsync(
            $"restore {request.Environment}", progress => engine.ApplyAsync(plan, progress, cancellationToken));
        context.Output.Result(
            RestoreDocument.From(result), DocumentContext.Default.RestoreDocument,
            (console, document) => RestoreView.Render(console, document, context.Typed($"restore --backup {document.SafetyBackup} --into {CliContext.ShellWord(choice.TypedInto(document.Into, document.Targets[0]))}")));
        return ExitCode.For(result.Warnings);
    }

    private async Task<bool> IsWantedAsync(RestorePlan plan, ParseResult parse, CliContext context, CancellationToken cancellationToken)
    {
        if (!plan.ReplacesData || parse.GetValue(_force))
        {
            return true;
        }

        return context.Ask.Possible
            ? await context.Ask.ConfirmAsync($"Replace what is in {plan.Request.Environment}?", preset: false, cancellationToken)
            : throw UsageError.MustSay("That existing data may be replaced", "Add --force; a safety backup is made all the same.");
    }
}
