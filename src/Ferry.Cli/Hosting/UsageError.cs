using System.CommandLine;
using Ferry.Environments;

namespace Ferry.Cli.Hosting;

/// <summary>Failures of the command line itself: exit code 2.</summary>
internal static class UsageError
{
    public static FerryException From(ParseResult parse) => new(
        FailureKind.Usage, "usage.arguments", $"This is not how 'ferry{Path(parse)}' is called.",
        Explain(parse),
        $"ferry{Path(parse)} --help");

    /// <summary>Something has to be said that nobody can be asked for.</summary>
    public static FerryException MustSay(string what, string remedy) => new(
        FailureKind.Usage, "usage.must-say", $"{what} has to be said on the command line.", "There is no terminal to ask on, or asking is switched off.", remedy);

    public static FerryException Conflict(string first, string second) => new(
        FailureKind.Usage, "usage.conflict", $"{first} and {second} cannot be used together.", "They answer the same question.", "Keep one of them.");

    private static string Explain(ParseResult parse)
    {
        var unknown = parse.UnmatchedTokens.ElementAtOrDefault(0);
        return unknown is null
            ? string.Join(" ", parse.Errors.Select(error => error.Message).Distinct(StringComparer.Ordinal))
            : $"'{unknown}' is neither a command nor an option here.{NearestName.Hint(unknown, Known(parse))}";
    }

    private static IEnumerable<string> Known(ParseResult parse)
    {
        var options = parse.CommandResult.Command.Options.Concat(parse.RootCommandResult.Command.Options);
        return parse.CommandResult.Command.Subcommands.Select(command => command.Name).Concat(options.Select(option => option.Name));
    }

    private static string Path(ParseResult parse)
    {
        var names = new List<string>();
        for (var result = parse.CommandResult; result.Parent is System.CommandLine.Parsing.CommandResult parent; result = parent)
        {
            names.Insert(0, " " + result.Command.Name);
        }

        return string.Concat(names);
    }
}
