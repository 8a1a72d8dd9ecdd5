using System.CommandLine;
using Ferry.Cli.Hosting;
using Ferry.Cli.Init;
using Ferry.Cli.Output;
using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Writing;

namespace Ferry.Cli.Commands;

/// <summary><c>ferry init</c>: asks, tries, writes, and ends with a first backup that is proven.</summary>
internal sealed class InitCommand : Verb
{
    private readonly Option<string?> _url = new("--url") { Description = "The database: mysql://user@host/name, sqlite:FILE or env:NAME. Without it, a terminal is asked.", HelpName = "URL" };
    private readonly Option<string?> _application = new("--application") { Description = "Name of the application; default: the folder's.", HelpName = "NAME" };
    private readonly Option<string?> _environment = new("--env", "-e") { Description = "The environment that this machine is; default: local.", HelpName = "E" };
    private readonly Option<string?> _to = new("--to") { Description = "Folder for the backups; default: backups.", HelpName = "DIR" };
    private readonly Option<bool> _force = new("--force", "-f") { Description = "Replace a configuration file that exists." };

    public InitCommand()
        : base("init", "Write a configuration by asking and trying; ends with a first backup and its proof.")
    {
        foreach (var option in new Option[] { _url, _application, _environment, _to, _force })
        {
            Add(option);
        }
    }

    public override IReadOnlyList<string> Examples => ["ferry init", "ferry init --url sqlite:app.db", "ferry init --url env:DATABASE_URL --to /srv/backups"];

    protected override async Task<int> RunAsync(ParseResult parse, CliContext context, CancellationToken cancellationToken)
    {
        var file = Path.GetFullPath(context.Settings.Config ?? "ferry.json", context.Host.WorkingDirectory);
        DemandFree(file, parse.GetValue(_force));
        var answers = await TryUntilReachedAsync(parse, context, cancellationToken);
        await ConfigurationFile.WriteAsync(file, answers, cancellationToken);
        var console = Consoles.ForStory(context.Host, context.Terminal, context.Settings);
        console.Done($"Wrote {file}");
        var nested = new NestedCommand(context, console, context.Host);
        var made = await nested.RunAsync("A first backup", "backup", cancellationToken);
        var proven = made is ExitCode.Ok or ExitCode.Warnings ? await nested.RunAsync("Proof that it restores", "verify --drill", cancellationToken) : made;
        context.Output.Result(
            new InitDocument(file, answers.Environment, made is ExitCode.Ok or ExitCode.Warnings, proven is ExitCode.Ok or ExitCode.Warnings),
            DocumentContext.Default.InitDocument,
            (results, _) => results.Next(context.Typed(answers.Production is null ? "list" : "doctor --production")));
        return proven;
    }

    private async Task<InitAnswers> TryUntilReachedAsync(ParseResult parse, CliContext context, CancellationToken cancellationToken)
    {
        if (parse.GetValue(_url) is { } url)
        {
            var given = new InitAnswers(
                parse.GetValue(_application) ?? Path.GetFileName(context.Host.WorkingDirectory), parse.GetValue(_environment) ?? "local",
                new Dictionary<string, string> { [InitAnswers.Url] = url }, parse.GetValue(_to) ?? "backups");
            return await ReachAsync(given, context, cancellationToken) is { } failure
                ? throw new FerryException(FailureKind.Unreachable, failure.Code, "The database could not be used.", failure.Message, failure.Remedy)
                : given;
        }

        if (!context.Ask.Possible)
        {
            throw UsageError.MustSay("The database", "Add --url mysql://user@host/name, --url sqlite:FILE or --url env:NAME.");
        }

        var questions = new InitQuestions(context.Ask, context.Host.WorkingDirectory);
        var answers = await questions.AskAsync(cancellationToken);
        while (await ReachAsync(answers, context, cancellationToken) is not null)
        {
            answers = answers with { Database = await questions.DatabaseAsync(answers.Application, cancellationToken) };
        }

        return answers;
    }

    private static async Task<Finding?> ReachAsync(InitAnswers answers, CliContext context, CancellationToken cancellationToken)
    {
        var unconfigured = context with { Settings = context.Settings with { Config = null } };
        var findings = await DatabaseTrial.RunAsync(
            context.Host,
            isProtected: false,
            async check =>
            {
                var environment = (await Project.LoadAsync(unconfigured, cancellationToken, answers.AsOverrides())).Configuration.Environment(answers.Environment);
                return await context.Gate.RunAsync(
                    environment, environment.ResolveDatabases(), workers: 1, (targets, token) => check(targets[InitAnswers.Key], token), cancellationToken);
            });
        context.Output.Interim(
            new CheckDocument(FindingDocument.From(findings)), DocumentContext.Default.CheckDocument,
            (console, document) => console.Findings(document.Findings.Where(IsNews)));
        return findings.FirstOrDefault(finding => finding.Severity == FindingSeverity.Failure);
    }

    // What passed is doctor's to list; here it is enough to see who answered.
    private static bool IsNews(FindingDocument finding) => finding.Severity != "pass" || finding.Code == "database.reached";

    private static void DemandFree(string file, bool force)
    {
        if (File.Exists(file) && !force)
        {
            throw new FerryException(
                FailureKind.Refused, "init.file-exists", $"{file} exists already.", "It would be replaced.", "See 'ferry config show', or add --force.");
        }
    }
}
