using System.CommandLine;
using Ferry.Cli.Hosting;

namespace Ferry.Cli.Commands;

/// <summary>One command: options to request, one engine call, renderer, exit code.</summary>
internal abstract class Verb : Command
{
    protected Verb(string name, string description)
        : base(name, description) =>
        SetAction((parse, cancellationToken) => RunAsync(parse, ((CliInvocation)parse.InvocationConfiguration).Context, cancellationToken));

    /// <summary>Lines that a person might type, shown below the help.</summary>
    public virtual IReadOnlyList<string> Examples => [];

    /// <summary>Runs the command.</summary>
    /// <returns>The exit code.</returns>
    protected abstract Task<int> RunAsync(ParseResult parse, CliContext context, CancellationToken cancellationToken);
}
