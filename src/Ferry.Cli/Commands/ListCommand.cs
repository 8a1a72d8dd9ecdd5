using System.CommandLine;
using Ferry.Cli.Hosting;
using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Views;

namespace Ferry.Cli.Commands;

/// <summary><c>ferry list</c>.</summary>
internal sealed class ListCommand : Verb
{
    private readonly SourceOptions _source = new();
    private readonly Option<string?> _to = new("--to") { Description = "Only this destination.", HelpName = "D" };

    public ListCommand()
        : base("list", "List the backups, newest first, and which of them are proven.")
    {
        _source.AddTo(this);
        Add(_to);
    }

    protected override async Task<int> RunAsync(ParseResult parse, CliContext context, CancellationToken cancellationToken)
    {
        var project = await Project.LoadAsync(context, cancellationToken);
        var environment = _source.Read(parse);
        var entries = await project.ListAsync(environment, parse.GetValue(_to), cancellationToken);
        context.Output.Result(
            new ListDocument([.. entries.Select(BackupEntryDocument.From)]), DocumentContext.Default.ListDocument,
            (console, document) => ListView.Render(
                console, document, context.Host.Time.GetUtcNow(), context.Typed(environment is null ? "backup" : $"backup --env {environment}")));
        return ExitCode.Ok;
    }
}
