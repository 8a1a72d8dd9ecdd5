using System.CommandLine;
using Ferry.Cli.Hosting;
using Ferry.Environments;

namespace Ferry.Cli.Commands;

/// <summary><c>ferry config schema</c>: what editors check a ferry.json with.</summary>
internal sealed class ConfigSchemaCommand : Verb
{
    public ConfigSchemaCommand()
        : base("schema", "Print the JSON schema of ferry.json, for editors.")
    {
    }

    public override IReadOnlyList<string> Examples => ["ferry config schema > ferry.schema.json"];

    protected override Task<int> RunAsync(ParseResult parse, CliContext context, CancellationToken cancellationToken)
    {
        context.Host.Output.WriteLine(ConfigurationSchema.ReadText().TrimEnd());
        return Task.FromResult(ExitCode.Ok);
    }
}
