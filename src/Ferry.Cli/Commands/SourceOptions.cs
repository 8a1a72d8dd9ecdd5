using System.CommandLine;
using Ferry.Cli.Hosting;

namespace Ferry.Cli.Commands;

/// <summary>Names the environment that the data comes from: <c>--production</c>, <c>--local</c> or <c>--env E</c>.</summary>
internal sealed class SourceOptions
{
    private readonly Option<bool> _production = new("--production") { Description = "The production environment; short for --env production." };
    private readonly Option<bool> _local = new("--local") { Description = "The local environment; short for --env local." };
    private readonly Option<string?> _environment = new("--env", "-e") { Description = "The environment that the data comes from.", HelpName = "E" };

    public void AddTo(Command command)
    {
        command.Add(_production);
        command.Add(_local);
        command.Add(_environment);
    }

    /// <summary>The environment that was named; null when none was.</summary>
    public string? Read(ParseResult parse)
    {
        var named = new[]
        {
            (Flag: "--production", Name: parse.GetValue(_production) ? "production" : null),
            (Flag: "--local", Name: parse.GetValue(_local) ? "local" : null),
            (Flag: "--env", Name: parse.GetValue(_environment)),
        }.Where(choice => choice.Name is not null).ToList();
        return named.Count > 1 ? throw UsageError.Conflict(named[0].Flag, named[1].Flag) : named.SingleOrDefault().Name;
    }
}
