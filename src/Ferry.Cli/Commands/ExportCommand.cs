using System.CommandLine;
using Ferry.Cli.Formats;
using Ferry.Cli.Hosting;
using Ferry.Cli.Output;
using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Writing;
using Ferry.Export;

namespace Ferry.Cli.Commands;

/// <summary><c>ferry export BACKUP --sql FILE</c>.</summary>
internal sealed class ExportCommand : Verb
{
    private const string StandardOutput = "-";
    private readonly BackupArgument _backup = new(required: true);
    private readonly SourceOptions _source = new();
    private readonly Option<string> _sql = new("--sql") { Description = "File to write the script to; - is standard output.", HelpName = "FILE", Required = true };
    private readonly Option<string?> _database = new("--database") { Description = "The database with this key, when there are several.", HelpName = "K" };
    private readonly Option<bool> _force = new("--force") { Description = "Replace a file that exists." };

    public ExportCommand()
        : base("export", "Write a backup as one SQL script that the stock client loads.")
    {
        _backup.AddTo(this);
        _source.AddTo(this);
        Add(_sql);
        Add(_database);
        Add(_force);
    }

    public override IReadOnlyList<string> Examples => ["ferry export latest --sql movies.sql", "ferry export latest --sql - | mariadb movies_copy"];

    protected override async Task<int> RunAsync(ParseResult parse, CliContext context, CancellationToken cancellationToken)
    {
        var archive = await _backup.FindAsync(parse, context, _source.Read(parse), cancellationToken);
        var export = new SqlExport(context.Host.Providers);
        var file = parse.GetRequiredValue(_sql);
        if (file == StandardOutput)
        {
            return await ToStandardOutputAsync(context, stream => export.RunAsync(archive, parse.GetValue(_database), stream, cancellationToken));
        }

        var started = context.Host.Time.GetTimestamp();
        var path = Path.GetFullPath(file, context.Host.WorkingDirectory);
        await using var target = ExportFile.Create(path, parse.GetValue(_force));
        var rows = await export.RunAsync(archive, parse.GetValue(_database), target.Stream, cancellationToken);
        var bytes = await target.CommitAsync(cancellationToken);
        var seconds = Math.Round(context.Host.Time.GetElapsedTime(started).TotalSeconds, 3);
        context.Output.Result(
            new ExportDocument(archive.ShortName, path, rows, bytes, seconds), DocumentContext.Default.ExportDocument,
            (console, document) =>
            {
                console.Done($"Exported {document.Name} as SQL in {Moment.Span(TimeSpan.FromSeconds(document.Seconds))}");
                console.Fact("rows", Quantity.Count(document.Rows));
                console.Fact("size", Quantity.Bytes(document.Bytes));
                console.Fact("where", document.File);
            });
        return ExitCode.Ok;
    }

    private static async Task<int> ToStandardOutputAsync(CliContext context, Func<Stream, Task<long>> export)
    {
        if (context.Settings.Json)
        {
            throw UsageError.Conflict("--json", "--sql -");
        }

        await using var stream = context.Host.OpenOutputStream();
        await export(stream);
        return ExitCode.Ok;
    }
}
