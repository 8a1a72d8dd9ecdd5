using Ferry.Sync.Model;
using Ferry.Sync.References;
using Ferry.Sync.Rules;

namespace Ferry.Tests.Sync.References;

public sealed class TypePairsTests
{
    private static readonly TablePair[] Tables =
    [
        Schemas.Pair(Schemas.Shape("comments", "id bigint auto", "commentable_type varchar(99)", "commentable_id bigint", "type varchar(9)", "file_type varchar(9)")),
        Schemas.Pair(Schemas.Shape("movies", "id bigint auto")), Schemas.Pair(Schemas.Shape("blog_posts", "id bigint auto")), Schemas.Pair(Schemas.Shape("categories", "id bigint auto")),
        Schemas.Pair(Schemas.Shape("people", "id bigint auto")),
    ];

    [Fact]
    public void Finds_pairs_of_columns_that_no_rule_covers_yet()
    {
        new TypePairs(Tables).Find(References(SyncRules.Default)).ShouldBe([new TypePair("comments", "commentable_type", "commentable_id")]);

        var rules = SyncRules.Default with { References = [new("comments", ["commentable_id"], [new("App\\Movie", "movies", [])]) { TypeColumn = "commentable_type" }] };
        new TypePairs(Tables).Find(References(rules)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(@"App\Models\Movie", "movies")]
    [InlineData("movie", "movies")]
    [InlineData("Blog::BlogPost", "blog_posts")]
    [InlineData("blog-post", "blog_posts")]
    [InlineData("com.example.Post", "blog_posts")]
    [InlineData("Category", "categories")]
    [InlineData("Person", "people")]
    [InlineData("Invoice", null)]
    public void Guesses_the_table_of_a_class_as_frameworks_name_it(string value, string? table) => new TypePairs(Tables).TableOf(value).ShouldBe(table);

    [Fact]
    public void Proposes_a_rule_that_can_be_pasted_into_the_configuration()
    {
        var finding = new TypePairs(Tables).Propose(new("comments", "commentable_type", "commentable_id"), [@"App\Movie", "Invoice"]);

        finding.Severity.ShouldBe(FindingSeverity.Warning);
        finding.Message.ShouldContain("No table was found for Invoice.");
        finding.Remedy.ShouldBe("""
            "Sync": { "References": { "comments.commentable_id": { "Type": "commentable_type", "Tables": { "App\\Movie": "movies", "Invoice": "?" } } } }
            """);
    }

    private static Dictionary<string, IReadOnlyList<MergeReference>> References(SyncRules rules) =>
        Tables.ToDictionary(table => table.Name, table => new ReferenceReader(Tables, rules).Of(table));
}
