using Ferry.Environments;

namespace Ferry.Tests.Environments.Settings;

public sealed class SettingTextTests
{
    private static readonly string[] Path = ["Ferry", "Sync", "Identity", "users"];

    [Theory]
    [InlineData("""{ "Ferry": { "Sync": { "Identity": { "users": "none" /* why */ } } } }""", """{ "Ferry": { "Sync": { "Identity": { "users": ["email"] /* why */ } } } }""")]
    [InlineData("""{ "ferry": { "sync": { "identity": { "Users": ["a", "b"] } } } }""", """{ "ferry": { "sync": { "identity": { "Users": ["email"] } } } }""")]
    [InlineData("""{ "Ferry": { "Sync": { "Identity": { "orders": "none" } } } }""", """{ "Ferry": { "Sync": { "Identity": { "orders": "none", "users": ["email"] } } } }""")]
    [InlineData("""{ "Ferry": { "Sync": { "Identity": { "orders": "none", } } } }""", """{ "Ferry": { "Sync": { "Identity": { "orders": "none", "users": ["email"] } } } }""")]
    [InlineData("""{ "Ferry": {} }""", """{ "Ferry": { "Sync": { "Identity": { "users": ["email"] } } } }""")]
    [InlineData("""{ "Ferry": { "Application": "a" } }""", """{ "Ferry": { "Application": "a", "Sync": { "Identity": { "users": ["email"] } } } }""")]
    public void Sets_a_value_or_adds_what_is_missing_on_the_way(string before, string after)
    {
        var text = SettingText.Set(before, Path, "[\"email\"]").ShouldNotBeNull();

        text.ShouldBe(after);
    }

    [Fact]
    public void Leaves_comments_order_and_lines_as_they_are()
    {
        const string Before =
            """
            {
              // production, é
              "Ferry": {
                "Sync": {
                  "KeepRuns": 7 // enough, "really", said {he}
                },
                "Application": "movies"
              }
            }
            """;

        SettingText.Set(Before, Path, "[\"email\"]").ShouldBe(Before.Replace("\"KeepRuns\": 7", "\"KeepRuns\": 7,\n      \"Identity\": { \"users\": [\"email\"] }", StringComparison.Ordinal));
    }

    [Fact]
    public void Refuses_to_write_where_something_else_stands_in_the_place_of_a_section() =>
        SettingText.Set("""{ "Ferry": { "Sync": null } }""", Path, "[\"email\"]").ShouldBeNull();

    [Theory]
    [InlineData("{ \"Ferry\": { \"Environments\": { \"local\": { \"Databases\": { \"main\": \"sqlite:a.db\" } } }\n  // , a comment\n } }")]
    [InlineData("{\r\n  \"Ferry\": {\r\n    \"Sync\": { \"Identity\": {\r\n      \"orders\": \"none\", // last\r\n    } } } }")]
    public void Writes_what_the_loader_reads_back(string before)
    {
        using var folder = new ConfigurationFolder().With("ferry.json", SettingText.Set(before, Path, "[\"lower(email)\"]")!);

        folder.Load().Options.Sync.Identity["users"].Keys.ShouldHaveSingleItem().ShouldBe(["lower(email)"]);
    }
}
