using Ferry.Sync.Model;
using Ferry.Sync.Rules;

namespace Ferry.Tests.Sync.Model;

public sealed class ReferenceReaderTests
{
    private static readonly TablePair Users = Schemas.Pair(Schemas.Shape("users", "id bigint auto", "email varchar(190)"));
    private static readonly TablePair Movies = Schemas.Pair(Schemas.Shape("movies", "uid char(36)"));
    private static readonly TablePair Comments = Schemas.Pair(
        Schemas.Shape("comments", "id bigint auto", "user_id bigint", "parent_id bigint?", "about_type varchar(50)", "about_id bigint", "meta json").Refers("user_id", "users").Refers("parent_id", "comments"));

    [Fact]
    public void Joins_declared_references_with_those_of_the_configuration()
    {
        var references = Read(
            new("Comments", ["ABOUT_ID"], [new("App\\Movie", "Movies", []), new("App\\User", "users", ["email"])]) { TypeColumn = "About_Type" },
            new("comments", ["meta"], [new(null, "users", [])]) { JsonPath = new("$.editor") });

        references.Select(reference => reference.ToString()).ShouldBe(["user_id → users", "parent_id → comments", "about_id → movies", "about_id → users", "meta$.editor → users"]);
        references.Select(reference => reference.Declared).ShouldBe([true, true, false, false, false]);
        references.Select(reference => reference.Optional).ShouldBe([false, true, false, false, true], "a document takes a null in any place");
        references.Select(reference => reference.ParentColumns.Single()).ShouldBe(["id", "id", "uid", "email", "id"]);
        references[2].When.ShouldBe(("about_type", "App\\Movie"));
        references[0].When.ShouldBeNull();
    }

    [Fact]
    public void Keeps_the_declared_reference_where_the_configuration_repeats_it() =>
        Read(new ReferenceRule("comments", ["user_id"], [new(null, "users", [])])).Count.ShouldBe(2);

    [Fact]
    public void Says_what_happens_without_a_parent()
    {
        var rules = SyncRules.Default with { Missing = new Dictionary<string, MissingRule> { ["comments.user_id"] = new(MissingParent.Skip) } };

        new ReferenceReader([Users, Comments], rules).Of(Comments).Select(reference => reference.Missing).ShouldBe([new MissingRule(MissingParent.Skip), null]);
    }

    private static IReadOnlyList<MergeReference> Read(params ReferenceRule[] rules) =>
        new ReferenceReader([Users, Movies, Comments], SyncRules.Default with { References = rules }).Of(Comments);
}
