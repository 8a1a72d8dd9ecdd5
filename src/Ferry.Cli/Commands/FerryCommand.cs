using System.CommandLine;
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
            new DoctorCommand(),
            new BackupCommand(),
            new ListCommand(),
            new ShowCommand(),
            new VerifyCommand(),
            new RestoreCommand(),
            new ExportCommand(),
            new ConfigCommand(),
            new CompletionCommand(),
        };
        root.HelpName = "ferry";
        options.AddTo(root);
        return root;
    }
}
