using System.CommandLine;

namespace Ferry.Cli.Commands;

/// <summary><c>ferry config</c>: what holds, and what may be written.</summary>
internal sealed class ConfigCommand : Command
{
    public ConfigCommand()
        : base("config", "Show the configuration that holds here, or the schema of its file.")
    {
        Add(new ConfigShowCommand());
        Add(new ConfigSchemaCommand());
    }
}
