using System.CommandLine;
using Ferry.Cli.Hosting;
using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Views;
using Ferry.Environments;

namespace Ferry.Cli.Commands;

/// <summary><c>ferry config show</c>.</summary>
internal sealed class ConfigShowCommand : Verb
{
    private readonly Option<bool> _all = new("--all") { Description = "Show the defaults too." };

    public ConfigShowCommand()
        : base("show", "Print every setting, where its value comes from, and no secret.") => Add(_all);

    protected override async Task<int> RunAsync(ParseResult parse, CliContext context, CancellationToken cancellationToken)
    {
        var configuration = (await Project.LoadAsync(context, cancellationToken)).Configuration;
        var entries = configuration.Entries.Where(entry => parse.GetValue(_all) || entry.Origin.Kind != OriginKind.Default);
        context.Output.Result(
            new ConfigDocument(
                configuration.Application, configuration.Current,
                [.. entries.Select(entry => new SettingDocument(entry.Key, entry.Value, entry.Origin.ToString()))]),
            DocumentContext.Default.ConfigDocument, ConfigView.Render);
        return ExitCode.Ok;
    }
}
