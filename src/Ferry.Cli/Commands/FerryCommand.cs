using System.CommandLine;
using System.CommandLine.Help;
using Ferry.Cli.Commands.Sync;
using Ferry.Cli.Hosting;

namespace Ferry.Cli.Commands;

/// <summary>The tree of commands.</summary>
internal static class FerryCommand
{
    public static RootCommand Create(GlobalOptions options)
    {
        var root = new RootCommand("Ferry carries database data between environments and never loses any on the way.")
        {
            new DemoCommand(),
            new InitCommand(),
            new DoctorCommand(),
            new BackupCommand(),
            new ListCommand(),
            new ShowCommand(),
            new VerifyCommand(),
            new RestoreCommand(),
            new SyncCommand(),
            new ExportCommand(),
            new TrustCommand(),
            new ConfigCommand(),
            new CompletionCommand(),
        };
        root.HelpName = "ferry";
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        options.AddTo(root);
        return root;
    }
}
