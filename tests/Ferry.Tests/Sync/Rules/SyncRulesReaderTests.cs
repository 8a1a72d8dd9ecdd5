using Ferry.Environments;
using Ferry.Sync.Rules;
using Ferry.Tests.Environments;

namespace Ferry.Tests.Sync.Rules;

public sealed class SyncRulesReaderTests
{
    [Fact]
    public void Reads_natural_keys_with_what_is_done_to_their_values_the_innermost_first()
    {
        var rules = Read("""{ "Identity": { "users": [["lower(trim(Email))"], ["first", "last"], "nick"], "orders": "primary-key", "logs": "none" } }""");

        rules.Identity["USERS"].Keys.Select(key => key.ToString()).ShouldBe(["lower(trim(Email))", "first, last", "nick"]);
        rules.Identity["users"].Keys[0].Terms.ShouldHaveSingleItem().Normalisers.ShouldBe(["trim", "lower"]);
        rules.Identity["users"].Keys[0].Terms[0].Column.ShouldBe("Email");
        rules.Identity["orders"].Kind.ShouldBe(IdentityKind.PrimaryKey);
        rules.Identity["logs"].Kind.ShouldBe(IdentityKind.None);
    }

    [Fact]
    public void Reads_references_to_one_table_to_several_and_from_inside_JSON()
    {
        var rules = Read(
            """
            { "References": { "posts.author_id": "users", "lines.tenant_id,order_id": "orders.tenant,id", "settings.value$.owner.ids[0]": "users.id",
                "comments.about_id": { "Type": "about_type", "Tables": { "App\\Movie": "movies", "App\\User": "users.uid" } } } }
            """);

        rules.References.Select(rule => rule.Setting).ShouldBe(["posts.author_id", "lines.tenant_id,order_id", "settings.value$.owner.ids[0]", "comments.about_id"]);
        rules.References[0].Targets.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            target => target.Table.ShouldBe("users"), target => target.Columns.ShouldBeEmpty(), target => target.Value.ShouldBeNull());
        rules.References[1].Columns.ShouldBe(["tenant_id", "order_id"]);
        rules.References[1].Targets[0].Columns.ShouldBe(["tenant", "id"]);
        (rules.References[2].Columns.Single(), rules.References[2].JsonPath?.ToString()).ShouldBe(("value", "$.owner.ids[0]"));
        rules.References[3].TypeColumn.ShouldBe("about_type");
        rules.References[3].Targets.Select(target => (target.Value, target.Table, string.Concat(target.Columns)))
            .ShouldBe([("App\\Movie", "movies", ""), ("App\\User", "users", "uid")]);
    }

    [Theory]
    [InlineData("MOVIES", "State", MisfitRule.Fail, "archived")]
    [InlineData("movies", "title", MisfitRule.Skip, null)]
    [InlineData("users", "name", MisfitRule.Truncate, null)]
    [InlineData("users", "bio", MisfitRule.Null, null)]
    public void Takes_the_most_special_rule_for_values_that_do_not_fit(string table, string column, MisfitRule rule, string? lost)
    {
        var rules = Read("""{ "Misfits": { "*": { "*": "truncate", "bio": "null" }, "movies": { "*": "skip", "state": { "Members": { "lost": "archived" } } } } }""");

        var misfit = rules.MisfitOf(table, column).ShouldNotBeNull();

        (misfit.Rule, misfit.Members.GetValueOrDefault("lost")).ShouldBe((rule, lost));
    }

    [Theory]
    [InlineData("movies", "views", "additive")]
    [InlineData("MOVIES", "TITLE", "source")]
    [InlineData("users", "updated_at", "newer(seen_at)")]
    [InlineData("movies", "updated_at", "source")]
    [InlineData("users", "name", null)]
    [InlineData("users", "rating", "recompute")]
    public void Takes_the_most_special_policy(string table, string column, string? policy)
    {
        var rules = Read(
            """
            { "Policies": { "*": { "updated_at": "newer(seen_at)" }, "movies": { "*": "source", "views": "additive" }, "users": { "rating": { "recompute": "SELECT 1" } } } }
            """);

        rules.PolicyOf(table, column)?.ToString().ShouldBe(policy);
        (rules.PolicyOf(table, column) is null).ShouldBe(policy is null);
    }

    [Fact]
    public void Knows_every_policy_by_the_word_that_the_documentation_has_for_it()
    {
        var words = new[] { "source", "target", "fill-null", "max", "min", "additive", "union", "json", "frozen", "fail", "ask", "newer(x)" };

        var rules = Read($$"""{ "Policies": { "t": { {{string.Join(", ", words.Select((word, index) => $"\"c{index}\": \"{word}\""))}}, "r": { "Recompute": "1" } } } }""");

        rules.Policies["t"].Values.Select(policy => policy.Kind).ShouldBe(Enum.GetValues<PolicyKind>(), ignoreOrder: true);
    }

    [Fact]
    public void Decides_about_missing_parents_by_reference_then_by_table_then_in_general()
    {
        var rules = Read("""{ "Missing": { "posts.author_id": "placeholder", "posts": "skip", "votes": "use(1, 2)", "*": "null" } }""");

        rules.MissingOf("posts", ["author_id"]).ShouldBe(new MissingRule(MissingParent.Placeholder));
        rules.MissingOf("posts", ["movie_id"]).ShouldBe(new MissingRule(MissingParent.Skip));
        rules.MissingOf("likes", ["post_id"]).ShouldBe(new MissingRule(MissingParent.Null));
        rules.MissingOf("votes", ["post_id"]).ShouldBe(new MissingRule(MissingParent.Use, "1, 2"));
        Read("{}").MissingOf("likes", ["post_id"]).ShouldBeNull();
    }

    [Fact]
    public void Merges_only_tables_that_both_selections_let_through()
    {
        using var folder = new ConfigurationFolder().WithFerry(
            """
            { "Environments": { "local": { "Databases": { "main": "sqlite:a.db" } } },
              "Tables": { "Exclude": ["cache*"], "StructureOnly": ["logs"] }, "Sync": { "Tables": { "Include": ["m*", "cache", "logs"] } } }
            """);

        var scope = SyncRulesReader.Read(folder.Load().Environment("local").Options).Scope;

        new[] { "movies", "cache", "logs", "users" }.Where(scope.Includes).ShouldBe(["movies"]);
    }

    [Theory]
    [InlineData("""{ "Identity": { "users": ["lowr(email)"] } }""", "ferry.json:1:38: Ferry:Sync:Identity:users: 'lowr' is no way to normalise a key: use lower or trim. Did you mean 'lower'?")]
    [InlineData("""{ "Identity": { "users": ["lower()"] } }""", "names no column")]
    [InlineData("""{ "References": { "author_id": "users" } }""", "must be named after a column")]
    [InlineData("""{ "References": { "posts.ids$.*": "users" } }""", "must be named after a column")]
    [InlineData("""{ "References": { "posts.ids$.a[*].b[*][*][*]": "users" } }""", "has more than 3 [*]")]
    [InlineData("""{ "References": { "posts.meta$.a[*].b[*]": "users", "posts.meta$.a[*].b[0].y": "tags" } }""", "lies in the list of posts.meta$.a[*].b[*]")]
    [InlineData("""{ "References": { "posts.meta$.a[*][*]": "users", "posts.meta$.a[*]": "tags" } }""", "lies in the list of posts.meta$.a[*][*]")]
    [InlineData("""{ "References": { "posts.meta$.a[*].x": "users", "posts.meta$.a[0].y": "tags" } }""", "lies in the list of posts.meta$.a[*].x")]
    [InlineData("""{ "References": { "posts.meta$.a[*]": "users", "Posts.meta$.a": "tags" } }""", "lies in the list of posts.meta$.a[*]")]
    [InlineData("""{ "References": { "posts.meta$.a.b[*]": "users", "posts.meta$.a[*]": "tags" } }""", "lies in the list of posts.meta$.a[*]")]
    [InlineData("""{ "References": { "posts.meta$.id": { "Type": "kind", "Tables": { "user": "users" } } } }""", "lies inside JSON, where all values are of one table")]
    [InlineData("""{ "References": { "posts.a": { "Type": "t" } } }""", "needs either a table")]
    [InlineData("""{ "References": { "posts.a": { "To": "users", "Type": "t", "Tables": { "x": "y" } } } }""", "needs either a table")]
    [InlineData("""{ "References": { "posts.a,b": "users.id" } }""", "refers with 2 columns to 1 of users")]
    [InlineData("""{ "Policies": { "movies": { "views": "aditive" } } }""", "'aditive' is no policy. Did you mean 'additive'?")]
    [InlineData("""{ "Policies": { "movies": { "views": "newer" } } }""", "is no policy")]
    [InlineData("""{ "Policies": { "movies": { "views": "recompute" } } }""", "is no policy")]
    [InlineData("""{ "Policies": { "movies": { "views": { } } } }""", "needs either a policy")]
    [InlineData("""{ "Missing": { "posts": "placeholdr" } }""", "'placeholdr' does not say what becomes of rows without a parent. Did you mean 'placeholder'? There are insert, placeholder, null, skip, use(key).")]
    [InlineData("""{ "Missing": { "posts": "use" } }""", "does not say what becomes of rows without a parent")]
    [InlineData("""{ "Missing": { "posts": "use()" } }""", "does not say what becomes of rows without a parent")]
    [InlineData("""{ "Collapse": { "movie_user": "last" } }""", "use \"first\" or \"latest(column)\"")]
    [InlineData("""{ "Exempt": { "users": { } } }""", "needs rows")]
    public void Says_where_and_why_a_rule_cannot_be_read(string sync, string problem)
    {
        using var folder = new ConfigurationFolder().WithFerry($$"""{ "Sync": {{sync}} }""");

        folder.Problems().ShouldHaveSingleItem().ShouldContain(problem);
    }

    private static SyncRules Read(string sync)
    {
        using var folder = new ConfigurationFolder().WithFerry($$"""{ "Environments": { "local": { "Databases": { "main": "sqlite:a.db" } } }, "Sync": {{sync}} }""");
        return SyncRulesReader.Read(folder.Load().Environment("local").Options);
    }
}
