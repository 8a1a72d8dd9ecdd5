using System.CommandLine;

namespace Ferry.Cli.Hosting;

/// <summary>Carries the context from the parser to the command.</summary>
internal sealed class CliInvocation : InvocationConfiguration
{
    public required CliContext Context { get; init; }
}
