using System.CommandLine;
using Ferry.Cli.Demo;
using Ferry.Cli.Hosting;
using Ferry.Cli.Output;
using Ferry.Cli.Output.Documents;

namespace Ferry.Cli.Commands;

/// <summary><c>ferry demo</c>: backup, proof, damage, restore and merge on two throw-away SQLite databases.</summary>
internal sealed class DemoCommand : Verb
{
    private readonly Option<string?> _keep = new("--keep") { Description = "Folder to play in, and to leave as it is afterwards.", HelpName = "DIR" };

    public DemoCommand()
        : base("demo", "See it work: back up, prove, wreck, restore and merge two small databases. Needs no server.") => Add(_keep);

    protected override async Task<int> RunAsync(ParseResult parse, CliContext context, CancellationToken cancellationToken)
    {
        var keep = parse.GetValue(_keep);
        var folder = keep is null ? Directory.CreateTempSubdirectory("ferry-demo-").FullName : Prepare(Path.Combine(context.Host.WorkingDirectory, keep));
        var console = Consoles.ForStory(context.Host, context.Terminal, context.Settings);
        try
        {
            var script = new DemoScript(context with { Settings = context.Settings with { Config = null } }, console, folder);
            var exitCode = await script.RunAsync(cancellationToken);
            if (exitCode == ExitCode.Ok)
            {
                context.Output.Result(
                    new DemoDocument(folder, keep is not null, script.Commands), DocumentContext.Default.DemoDocument, DemoView.Render);
            }

            return exitCode;
        }
        finally
        {
            if (keep is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static string Prepare(string folder)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new FerryException(
                FailureKind.Refused, "demo.folder-not-empty", $"The folder {folder} is not empty.", "The demo would mix its files with yours.", "Name a new folder.");
        }

        return Directory.CreateDirectory(folder).FullName;
    }
}
