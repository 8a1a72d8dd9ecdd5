using System.Text.RegularExpressions;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Production;

/// <summary>What docs/production.md tells its readers to write and to type.</summary>
internal static partial class ProductionManual
{
    private static readonly string _text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "production.md"));

    /// <summary>The commands of the first block, without <c>ferry</c>.</summary>
    public static IReadOnlyList<string> Commands => [.. Command().Matches(Block().Match(_text).Value).Select(line => line.Groups[1].Value)];

    /// <summary>The variables of the sample, in order.</summary>
    public static IReadOnlyList<string> Variables => VariablesOf(_text.Split("```env .env\n")[1].Split("```")[0]);

    public static IReadOnlyList<string> VariablesOf(string dotEnv) => [.. Variable().Matches(dotEnv).Select(line => line.Groups[1].Value)];

    [GeneratedRegex("(?:^    ferry .+\n)+", RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex("^    ferry (.+)$", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex("^([A-Z_]+)=", RegexOptions.Multiline)]
    private static partial Regex Variable();
}
