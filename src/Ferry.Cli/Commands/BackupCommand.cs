using System.CommandLine;
using Ferry.Backup;
using Ferry.Cli.Hosting;
using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Views;
using Ferry.Environments;

namespace Ferry.Cli.Commands;

/// <summary><c>ferry backup</c>.</summary>
internal sealed class BackupCommand : Verb
{
    private readonly SourceOptions _source = new();
    private readonly ConfigurationFlags _flags = new();
    private readonly Option<string[]> _databases = new("--database") { Description = "Only the database with this key; may be repeated.", HelpName = "K" };
    private readonly Option<string?> _to = new("--to") { Description = "The destination, when there are several.", HelpName = "D" };

    public BackupCommand()
        : base("backup", "Make a backup: complete, consistent, read back before it gets its name.")
    {
        _source.AddTo(this);
        Add(_databases);
        Add(_to);
        _flags.AddTexts(this, "--table", "Tables:Include", "Only tables matching this; may be repeated. Knows * and ?.", "GLOB");
        _flags.AddTexts(this, "--exclude-table", "Tables:Exclude", "Never tables matching this; may be repeated.", "GLOB");
        _flags.AddTexts(this, "--schema-only-table", "Tables:StructureOnly", "Leave out the rows of tables matching this; may be repeated.", "GLOB");
        _flags.AddNumber(this, "--workers", "Backup:Workers", "Readers at once.");
        _flags.AddSwitch(this, "--allow-omissions", "Backup:AllowOmissions", "Go on, and end with warnings (exit 3), when objects cannot be read whole.");
    }

    public override IReadOnlyList<string> Examples =>
        ["ferry backup", "ferry backup --production", "ferry backup --production --schema-only-table 'log_*'"];

    protected override async Task<int> RunAsync(ParseResult parse, CliContext context, CancellationToken cancellationToken)
    {
        var project = await Project.LoadAsync(context, cancellationToken, _flags.Read(parse));
        var environment = project.Configuration.Environment(_source.Read(parse));
        var request = ToRequest(project, environment, parse);
        var engine = new BackupEngine(context.Host.Providers, context.Host.Time);
        var result = await context.Gate.RunAsync(
            environment, request.Databases, request.Workers,
            (databases, token) => context.Output.ProgressAsync(
                $"backup {environment.Name}", progress => engine.RunAsync(request with { Databases = databases }, progress, token)),
            cancellationToken);
        context.Output.Result(
            BackupDocument.From(result), DocumentContext.Default.BackupDocument,
            (console, document) => BackupView.Render(console, document, context.Typed($"verify {document.Name} --drill")));
        return ExitCode.For(result.Warnings);
    }

    private BackupRequest ToRequest(Project project, ResolvedEnvironment environment, ParseResult parse)
    {
        var options = environment.Options.Backup;
        var keys = parse.GetValue(_databases) ?? [];
        return new BackupRequest
        {
            Application = project.Configuration.Application,
            Environment = environment.Name,
            Databases = environment.ResolveDatabases(keys).ToDictionary(pair => pair.Key, pair => pair.Value.ForBackup(), StringComparer.OrdinalIgnoreCase),
            Destination = Project.Storage(environment.Destinations.Find(parse.GetValue(_to))),
            Selection = environment.Selection,
            Workers = options.Workers,
            ChunkBytes = options.ChunkSize.Bytes,
            CompressionLevel = options.CompressionLevel,
            LockTimeout = options.LockTimeout,
            StallTimeout = options.StallTimeout,
            AllowOmissions = options.AllowOmissions,
        };
    }
}
