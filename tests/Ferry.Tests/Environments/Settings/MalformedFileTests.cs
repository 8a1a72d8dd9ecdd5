namespace Ferry.Tests.Environments.Settings;

public sealed class MalformedFileTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "ferry.json:1:1: this is not valid JSON from here on: look for a missing comma, quote or bracket.")]
    [InlineData("{\n  \"Ferry\": {\n    \"Backup\" {}\n", "ferry.json:3:14: this is not valid JSON from here on: look for a missing comma, quote or bracket.")]
    [InlineData("[]", "ferry.json:1:1: the file must hold one section: { \"Ferry\": { … } }.")]
    [InlineData("{ \"Ferry\": {} } trailing", "ferry.json:1:17: this is not valid JSON from here on: look for a missing comma, quote or bracket.")]
    [InlineData("{}", "ferry.json has no section \"Ferry\".")]
    [InlineData("{ \"Ferry\": 5 }", "ferry.json:1:3: Ferry must be a section {…}, not a number.")]
    [InlineData("{ \"Ferry\": { \"a:b\": 1 } }", "ferry.json:1:14: a key must not be empty or contain ':'; write nested sections instead.")]
    public void A_file_that_is_not_a_configuration_is_explained_at_its_place(string content, string problem) =>
        _folder.With("ferry.json", content).Problems().ShouldBe([problem]);

    [Fact]
    public void A_byte_order_mark_comments_and_trailing_commas_are_allowed() =>
        _folder.With("ferry.json", "\uFEFF{ /* a */ \"Ferry\": { \"Application\": \"movies\", }, // b\n }").Load().Application.ShouldBe("movies");

    [Fact]
    public void Nesting_a_thousand_deep_is_refused()
    {
        _folder.With("ferry.json", string.Concat(Enumerable.Repeat("{\"Ferry\":", 1000)) + "1" + new string('}', 1000));

        _folder.Problems().Single().ShouldContain("nested deeper than 32 levels");
    }

    [Theory]
    [InlineData("ferry.json")]
    [InlineData("appsettings.json")]
    [InlineData(".env")]
    public void A_file_of_ten_megabytes_is_refused(string file)
    {
        _folder.With(file, new string(' ', 10 << 20));

        var error = Should.Throw<FerryException>(() => _folder.Load());

        (error.Kind, error.Code).ShouldBe((FailureKind.Usage, "config.file-too-large"));
    }

    [Fact]
    public void A_flood_of_mistakes_is_cut_short()
    {
        var keys = string.Join(',', Enumerable.Range(0, 20_000).Select(number => $"\"k{number}\":1"));

        _folder.WithFerry($"{{{keys}}}").Problems().Length.ShouldBe(50);
    }

    [Fact]
    public void A_list_as_long_as_a_file_can_be_loads() =>
        _folder.WithFerry($"{{ \"Tables\": {{ \"Exclude\": [{string.Join(',', Enumerable.Repeat("\"t\"", 250_000))}] }} }}")
            .Load().Options.Tables.Exclude.Count.ShouldBe(250_000);

    [Fact]
    public void Text_that_is_not_utf8_is_refused()
    {
        File.WriteAllBytes(Path.Combine(_folder.Path, ".env"), [(byte)'A', (byte)'=', 0xFF, 0xFE]);
        File.WriteAllBytes(Path.Combine(_folder.Path, "ferry.json"), [.. "{ \"Ferry\": { \"Application\": \""u8, 0xFF, .. "\" } }"u8]);

        _folder.Problems().ShouldBe([".env is not valid UTF-8.", "ferry.json:1:29: this text is not valid UTF-8."]);
    }

    [Fact]
    public void A_folder_in_the_place_of_an_env_file_is_passed_over()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, ".env"));

        _folder.Load().Environments.ShouldBeEmpty();
    }

    [Fact]
    public void Keys_that_differ_only_in_case_are_the_same_key() =>
        _folder.WithFerry("""{ "Backup": { "Workers": 1, "workers": 2 } }""").Problems()
            .ShouldBe(["ferry.json:1:40: 'workers' is already set at ferry.json:1:26; names compare without case."]);

    [Fact]
    public void An_unknown_key_in_a_variable_is_named_with_the_variable() =>
        _folder.WithVariable("Ferry__Bakup__Workers", "1").Problems().ShouldBe(["$Ferry__Bakup__Workers: Ferry has no setting 'Bakup'. Did you mean 'Backup'?"]);

    [Fact]
    public void An_application_name_that_is_no_safe_folder_is_refused() =>
        _folder.WithFerry("""{ "Application": "../movies" }""").Problems().Single().ShouldContain("Ferry:Application becomes a folder's name");
}
