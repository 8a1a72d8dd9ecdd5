using System.CommandLine;

namespace Ferry.Cli.Commands;

/// <summary><c>ferry config</c>: what holds, and what may be written.</summary>
internal sealed class ConfigCommand : Command
{
    public ConfigCommand()
        : base("config", "Show the configuration that holds here.") => Add(new ConfigShowCommand());
}
