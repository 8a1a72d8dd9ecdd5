using System.CommandLine;
using Ferry.Archives;
using Ferry.Cli.Hosting;
using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Views;
using Ferry.Inventory;

namespace Ferry.Cli.Commands;

/// <summary><c>ferry show BACKUP</c>.</summary>
internal sealed class ShowCommand : Verb
{
    private readonly BackupArgument _backup = new(required: true);
    private readonly SourceOptions _source = new();

    public ShowCommand()
        : base("show", "Show what is inside a backup.")
    {
        _backup.AddTo(this);
        _source.AddTo(this);
    }

    protected override async Task<int> RunAsync(ParseResult parse, CliContext context, CancellationToken cancellationToken)
    {
        var archive = await _backup.FindAsync(parse, context, _source.Read(parse), cancellationToken);
        await using var reader = await ArchiveReader.OpenAsync(archive, cancellationToken);
        var proof = await BackupInventory.FindProofAsync(reader, cancellationToken);
        context.Output.Result(
            ShowDocument.From(archive, reader.Manifest, proof), DocumentContext.Default.ShowDocument,
            (console, document) => ShowView.Render(console, document, context.Host.Time.GetUtcNow()));
        return ExitCode.Ok;
    }
}
