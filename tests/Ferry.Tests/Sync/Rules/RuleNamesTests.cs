using Ferry.Merging;
using Ferry.Schema;
using Ferry.Sync.Rules;

namespace Ferry.Tests.Sync.Rules;

public sealed class RuleNamesTests
{
    private static readonly TableShape[] Tables = [Shape("users", "id", "email"), Shape("posts", "id", "author_id"), Shape("pairs", "a", "b") with { PrimaryKey = ["a", "b"] }];

    [Fact]
    public void Accepts_names_whatever_their_case() => RuleNames.Check(
        SyncRules.Default with
        {
            Identity = new Dictionary<string, IdentitySetting> { ["Users"] = new(default, [new([new("EMAIL", [])])]) },
            References = [new("Posts", ["Author_Id"], [new(null, "USERS", [])])],
            Policies = new Dictionary<string, IReadOnlyDictionary<string, CellPolicy>> { ["*"] = new Dictionary<string, CellPolicy> { ["anything"] = new(PolicyKind.Source) } },
        },
        Tables);

    [Fact]
    public void Names_every_unknown_table_and_column_with_the_nearest_known_one()
    {
        var error = Should.Throw<FerryException>(() => RuleNames.Check(
            SyncRules.Default with
            {
                Identity = new Dictionary<string, IdentitySetting> { ["user"] = new(default, []), ["users"] = new(default, [new([new("emial", [])])]) },
                References = [new("posts", ["author_id"], [new(null, "pairs", [])])],
                Missing = new Dictionary<string, MissingRule> { ["posts.autor_id"] = new(MissingParent.Skip) },
                Watermark = new Dictionary<string, string> { ["posts"] = "updated_at" },
            },
            Tables));

        error.Kind.ShouldBe(FailureKind.Usage);
        error.Reason!.Split('\n').ShouldBe(
        [
            "Sync:Identity:user: there is no table 'user'. Did you mean 'users'?",
            "Sync:Missing:posts.autor_id: table posts has no column 'autor_id'. Did you mean 'author_id'?",
            "Sync:Identity:users: table users has no column 'emial'. Did you mean 'email'?",
            "Sync:Watermark:posts: table posts has no column 'updated_at'.",
            "Sync:References:posts.author_id refers with 1 columns to pairs, whose primary key has 2; name the columns: \"pairs.column\".",
        ]);
    }

    private static TableShape Shape(string name, params string[] columns) => new()
    {
        Name = name,
        Columns = [.. columns.Select(column => new ColumnShape(new Column { Name = column, Type = "bigint" }, null))],
        PrimaryKey = [columns[0]],
    };
}
