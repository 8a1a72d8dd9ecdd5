using System.CommandLine;
using Ferry.Cli.Hosting;
using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Views;
using Ferry.Doctor;
using Ferry.Environments;

namespace Ferry.Cli.Commands;

/// <summary><c>ferry doctor</c>.</summary>
internal sealed class DoctorCommand : Verb
{
    private readonly SourceOptions _source = new();
    private readonly Option<bool> _grants = new("--grants") { Description = "Print the statements for a database account that makes backups and changes nothing." };

    public DoctorCommand()
        : base("doctor", "Check configuration, servers, privileges and destinations, and say how to mend each finding.")
    {
        _source.AddTo(this);
        Add(_grants);
    }

    public override IReadOnlyList<string> Examples => ["ferry doctor", "ferry doctor --production", "ferry doctor --production --grants"];

    protected override async Task<int> RunAsync(ParseResult parse, CliContext context, CancellationToken cancellationToken)
    {
        var configuration = (await Project.LoadAsync(context, cancellationToken)).Configuration;
        if (parse.GetValue(_grants))
        {
            return await PrintGrantsAsync(configuration.Environment(_source.Read(parse)), context, cancellationToken);
        }

        var environments = _source.Read(parse) is { } name ? [configuration.Environment(name)] : configuration.Environments;
        var results = new List<CheckedDocument> { CheckConfiguration(configuration) };
        foreach (var environment in environments)
        {
            results.AddRange(await CheckEnvironmentAsync(environment, context, cancellationToken));
        }

        foreach (var destination in environments.SelectMany(environment => environment.Destinations.All.Values).DistinctBy(place => place.Path))
        {
            var findings = await StorageDoctor.CheckAsync(Project.Storage(destination), cancellationToken);
            results.Add(new CheckedDocument($"destination {destination.Name}", FindingDocument.From(findings)));
        }

        var document = DoctorDocument.From(results);
        context.Output.Result(document, DocumentContext.Default.DoctorDocument, DoctorView.Render);
        return document.Failures > 0 ? ExitCode.Usage : document.Warnings > 0 ? ExitCode.Warnings : ExitCode.Ok;
    }

    private static async Task<int> PrintGrantsAsync(ResolvedEnvironment environment, CliContext context, CancellationToken cancellationToken)
    {
        var doctor = new DatabaseDoctor(context.Host.Providers, context.Host.Time);
        var document = await context.Gate.RunAsync(environment, environment.ResolveDatabases(), workers: 1, async (targets, token) =>
        {
            var databases = new List<DatabaseGrantsDocument>();
            foreach (var (key, target) in targets)
            {
                var (server, grants) = await doctor.BackupGrantsAsync(target, token);
                databases.Add(new DatabaseGrantsDocument(key, target.Name, $"{server.Product} {server.Version}", [.. grants.Select(GrantDocument.From)]));
            }

            return new GrantsDocument(environment.Name, databases);
        }, cancellationToken);
        context.Output.Result(document, DocumentContext.Default.GrantsDocument, GrantsView.Render);
        return ExitCode.Ok;
    }

    private static CheckedDocument CheckConfiguration(FerryConfiguration configuration)
    {
        var read = configuration.Environments.Count == 0
            ? new Finding(FindingSeverity.Failure, "config.none", $"No environment is configured in {configuration.BaseDirectory}.", "ferry init")
            : new Finding(FindingSeverity.Pass, "config.read", $"Environments {string.Join(", ", configuration.Environments.Select(each => each.Name))}; this is {configuration.Current}.");
        return new CheckedDocument("configuration", FindingDocument.From([read, .. configuration.Findings]));
    }

    private static async Task<IReadOnlyList<CheckedDocument>> CheckEnvironmentAsync(
        ResolvedEnvironment environment, CliContext context, CancellationToken cancellationToken)
    {
        var results = new List<CheckedDocument>();
        foreach (var key in environment.DatabaseKeys)
        {
            var findings = await DatabaseTrial.RunAsync(context.Host, environment.Protected, check => context.Gate.RunAsync(
                environment, environment.ResolveDatabases([key]), workers: 1, (targets, token) => check(targets[key], token), cancellationToken));
            results.Add(new CheckedDocument($"{environment.Name} {key}", FindingDocument.From(findings)));
        }

        return results;
    }
}
