using System.Text.RegularExpressions;

namespace Ferry.TestServers;

/// <summary>What eng/servers/start says about the server it started: lines such as <c>export FERRY_SERVER_PORT='20123'</c>.</summary>
internal sealed partial class ServerFacts(IReadOnlyDictionary<string, string> values)
{
    public static ServerFacts None { get; } = new(new Dictionary<string, string>());

    public string this[string name] => values[name];

    public static ServerFacts Parse(string output) =>
        new(Line().Matches(output).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value));

    [GeneratedRegex("^export FERRY_SERVER_(?<name>[A-Z]+)='(?<value>[^']*)'$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
