using System.CommandLine;
using Ferry.Environments;

namespace Ferry.Cli.Commands;

/// <summary>Options of a command that are settings: what is given goes before what is configured, with its flag as origin.</summary>
internal sealed class ConfigurationFlags
{
    private readonly List<Func<ParseResult, IEnumerable<ConfigurationOverride>>> _readers = [];

    public void AddTexts(Command command, string flag, string key, string description, string helpName)
    {
        var option = new Option<string[]>(flag) { Description = description, HelpName = helpName };
        command.Add(option);
        _readers.Add(parse => (parse.GetValue(option) ?? []).Select(value => new ConfigurationOverride(key, value, flag)));
    }

    public void AddText(Command command, string flag, string key, string description, string helpName)
    {
        var option = new Option<string?>(flag) { Description = description, HelpName = helpName };
        command.Add(option);
        _readers.Add(parse => parse.GetValue(option) is { } value ? [new ConfigurationOverride(key, value, flag)] : []);
    }

    /// <summary>Numbers are left to the configuration too, so that a wrong one is explained the same way wherever it stands.</summary>
    public void AddNumber(Command command, string flag, string key, string description)
    {
        var option = new Option<string?>(flag) { Description = description, HelpName = "N" };
        command.Add(option);
        _readers.Add(parse => parse.GetValue(option) is { } value ? [new ConfigurationOverride(key, value, flag)] : []);
    }

    public void AddSwitch(Command command, string flag, string key, string description)
    {
        var option = new Option<bool>(flag) { Description = description };
        command.Add(option);
        _readers.Add(parse => parse.GetValue(option) ? [new ConfigurationOverride(key, "true", flag)] : []);
    }

    public IReadOnlyList<ConfigurationOverride> Read(ParseResult parse) => [.. _readers.SelectMany(read => read(parse))];
}
