using System.Globalization;
using CsCheck;
using Ferry.Environments;
using Ferry.Tests.Environments.DotEnv;

namespace Ferry.Tests.Environments;

public sealed class ConfigurationPropertyTests
{
    private static readonly Gen<string> AnyText = Gen.String[Gen.OneOf(Gen.Char[' ', '~'], Gen.Char["\n\t\\\"'${}#@/:?%ü日"]), 0, 40];

    [Fact]
    public void A_double_quoted_value_of_an_env_file_comes_back() => AnyText.Sample(value =>
    {
        var quoted = value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal);

        var entries = DotEnvParserTests.Parse($"A=\"{quoted}\"\nB=2\n");

        entries.Select(entry => entry.Value).ShouldBe([value, "2"]);
    });

    [Fact]
    public void A_single_quoted_value_of_an_env_file_comes_back() => AnyText.Where(value => !value.Contains('\'', StringComparison.Ordinal)).Sample(value =>
        DotEnvParserTests.Parse($"A='{value}'\nB=2\n").Select(entry => entry.Value).ShouldBe([value, "2"]));

    [Fact]
    public void A_percent_encoded_url_comes_back() =>
        Gen.Select(AnyText, AnyText, Gen.Int[1, 65535], AnyText).Sample((user, password, port, database) =>
        {
            var url = string.Create(
                CultureInfo.InvariantCulture,
                $"mysql://{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(password)}@db.example.com:{port}/{Uri.EscapeDataString(database)}");

            var (parts, problem) = DatabaseUrl.Parse(url);

            problem.ShouldBeNull();
            (parts!.Username ?? "", parts.Password?.Reveal() ?? "", parts.Port, parts.Database ?? "").ShouldBe((user, password, port, database));
        });

    [Fact]
    public void No_text_breaks_the_url_parser() => AnyText.Sample(text =>
    {
        var (parts, problem) = DatabaseUrl.Parse(text);

        (parts is null).ShouldBe(problem is not null);
    });

    [Fact]
    public void No_text_breaks_the_env_parser() => AnyText.Sample(text => DotEnvParser.Parse(text, ".env", new Dictionary<string, string>(), new ProblemList(), []));

    [Fact]
    public void The_last_source_that_speaks_wins() => Gen.Bool.Array[5].Sample(
        speaks =>
        {
            using var folder = new ConfigurationFolder();
            var file = (bool speaking, int workers) => speaking ? $$"""{ "Ferry": { "Backup": { "Workers": {{workers}} } } }""" : """{ "Ferry": { "Backup": {} } }""";
            folder.With("appsettings.json", file(speaks[0], 11)).With("appsettings.local.json", file(speaks[1], 12));
            folder.With(".env", speaks[2] ? "Ferry__Backup__Workers=13" : "");
            if (speaks[3])
            {
                folder.WithVariable("Ferry__Backup__Workers", "14");
            }

            if (speaks[4])
            {
                folder.WithOverride("Backup:Workers", "15", "--workers");
            }

            var last = Array.LastIndexOf(speaks, true);
            folder.Load().Options.Backup.Workers.ShouldBe(last < 0 ? new BackupOptions().Workers : 11 + last);
        }, iter: 60);
}
