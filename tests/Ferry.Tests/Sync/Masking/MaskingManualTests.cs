using System.Globalization;
using System.Text.RegularExpressions;
using Ferry.Environments;
using Ferry.Sync.Masking;
using Ferry.Tests.Environments;

namespace Ferry.Tests.Sync.Masking;

public sealed partial class MaskingManualTests
{
    private static readonly string Manual = File.ReadAllText(Path.Combine(Repository(), "docs", "masking.md"));

    public static TheoryData<string, string, string, string> Examples =>
        [.. Row().Matches(Manual).Select(row => (row.Groups["kind"].Value, row.Groups["parameters"].Value, row.Groups["value"].Value, row.Groups["mask"].Value))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_is_what_comes_out(string kind, string parameters, string value, string mask)
    {
        var type = kind switch { "date-shift" => "date", "number-noise" => "decimal(10,2)", "permute" => "bigint", _ => "varchar(255)" };

        Masked.Value(Options(kind, parameters), value, type).ShouldBe(mask);
    }

    [Fact]
    public void Every_kind_has_an_example() =>
        Examples.Select(row => row.Data.Item1).Distinct().Append("custom").ShouldBe(Enum.GetValues<MaskKind>().Select(kind => SettingConverter.Words(kind)), ignoreOrder: true);

    [Fact]
    public void The_sample_of_a_configuration_loads()
    {
        using var folder = new ConfigurationFolder().With("ferry.json", Sample().Match(Manual).Groups[1].Value);

        folder.Load().Options.Sync.Mask["users.email"].Kind.ShouldBe(MaskKind.Email);
    }

    private static MaskOptions Options(string kind, string parameters)
    {
        var given = Parameter().Matches(parameters).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        return new MaskOptions
        {
            Kind = Enum.GetValues<MaskKind>().Single(known => SettingConverter.Words(known) == kind),
            Value = given.GetValueOrDefault("Value"),
            Domain = given.GetValueOrDefault("Domain"),
            Pattern = given.GetValueOrDefault("Pattern"),
            Replacement = given.GetValueOrDefault("Replacement"),
            Length = Number(given, "Length"),
            Keep = Number(given, "Keep"),
            Digits = Number(given, "Digits"),
        };
    }

    private static int? Number(Dictionary<string, string> given, string name) => given.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static string Repository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "Ferry.slnx")))
        {
            directory = directory.Parent;
        }

        return directory.FullName;
    }

    [GeneratedRegex(@"^\| `(?<kind>[a-z-]+)`(?<parameters>( `\w+=[^`]*`)*) \| `(?<value>[^`]*)` \| `(?<mask>[^`]*)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`(\\w+)=([^`]*)`")]
    private static partial Regex Parameter();

    [GeneratedRegex("^```json ferry.json\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Sample();
}
