using Ferry.Environments;
using Ferry.Merging;
using Ferry.Reading;
using Ferry.Sync.Identity;
using Ferry.Sync.Model;
using Ferry.Sync.Rules;

namespace Ferry.Tests.Sync.Identity;

public sealed class IdentityChooserTests
{
    private static readonly TableShape Users = Schemas.Shape("users", "id bigint auto", "username varchar(50)", "email varchar(190)", "api_token char(60)", "created_at datetime?")
        .With(Schemas.Unique("username"), Schemas.Unique("email"), Schemas.Unique("api_token"));

    private static readonly TableShape Pivot = Schemas.Shape("movie_user", "id bigint auto", "code varchar(9)", "movie_id bigint", "user_id bigint", "stars tinyint")
        .With(Schemas.Unique("code"), Schemas.Unique("movie_id", "user_id")).Refers("movie_id", "movies").Refers("user_id", "users");

    private static readonly TableShape Orders = Schemas.Shape("orders", "id bigint auto", "user_id bigint", "total decimal(9,2)", "note text?", "paid tinyint(1)", "created_at datetime").Refers("user_id", "users");

    [Fact]
    public void Prefers_the_address_of_people_to_other_unique_columns()
    {
        var choice = Proven(Users);

        choice.Keys.Select(key => key.ToString()).ShouldBe(["email"]);
        choice.Basis.ShouldBe(IdentityBasis.Inferred);
        choice.Ids.ShouldBe(IdMeaning.Nothing);
        choice.Confirmation.ShouldBe(Confirmation.Wanted);
        choice.Setting.ShouldBe("[\"email\"]");
        choice.Reason.ShouldBe("inferred: email, the unique key email; unique on both sides");
    }

    [Fact]
    public void Recognises_rows_that_join_others_by_what_they_join() => Proven(Pivot).Keys.Single().ToString().ShouldBe("movie_id, user_id");

    [Fact]
    public void Compares_addresses_without_case_where_the_column_does_not_unless_both_spellings_occur()
    {
        var shape = Users with { Columns = [.. Users.Columns.Select(column => column with { Column = column.Column with { Collation = "utf8mb4_bin" } })] };
        var proposal = Propose(shape);

        proposal.KeysToProve.Select(key => key.ToString()).ShouldBe(["lower(email)", "email"]);
        proposal.Decide(Facts(proposal, _ => true)).Keys.Single().ToString().ShouldBe("lower(email)");
        proposal.Decide(Facts(proposal, key => key.ToString() == "email")).Keys.Single().ToString().ShouldBe("email");
    }

    [Fact]
    public void Proposes_the_address_of_people_even_when_no_key_says_that_it_is_unique()
    {
        var proposal = Propose(Schemas.Shape("app_users", "id bigint auto", "email varchar(190)"));

        proposal.KeysToProve.Single().ToString().ShouldBe("email");
        proposal.Decide(Facts(proposal, _ => false)).Keys.ShouldBeEmpty();
    }

    [Fact]
    public void Trusts_equal_uuids_first_where_a_numbered_table_has_them()
    {
        var shape = Schemas.Shape("movies", "id bigint auto", "uuid char(36)", "slug varchar(90)").With(Schemas.Unique("slug"), Schemas.Unique("uuid"));

        Proven(shape).Keys.Select(key => key.ToString()).ShouldBe(["uuid", "slug"]);
        Proven(shape).Setting.ShouldBe("[[\"uuid\"], [\"slug\"]]");
    }

    [Fact]
    public void Passes_over_keys_that_do_not_say_it_of_all_rows_and_whole_values()
    {
        UniqueShape[] odd =
        [
            Schemas.Unique("name") with { Where = "deleted_at IS NULL" },
            new("start", [new UniquePart("name") { Prefix = 10 }]),
            new("expression", [new UniquePart(null, "lower(name)")]),
            Schemas.Unique("id", "name"),
            Schemas.Unique("gone"),
        ];
        var source = Schemas.Source("t", "id bigint auto", "name varchar(50)");
        var target = Schemas.Shape("t", "id bigint auto", "name varchar(50)", "gone int").With(odd);

        new IdentityChooser(SyncRules.Default, RowFormat.Plain).Propose(TablePair.Of(source, target), []).Candidates.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("id uuid", nameof(PrimaryKeyKind.Unique))]
    [InlineData("id char(36)", nameof(PrimaryKeyKind.Unique))]
    [InlineData("id bigint", nameof(PrimaryKeyKind.Unique))]
    [InlineData("iso varchar(2)", nameof(PrimaryKeyKind.Natural))]
    [InlineData("id bigint auto", nameof(PrimaryKeyKind.Numbered))]
    public void Tells_numbers_that_mean_something_here_only_from_values_that_mean_the_same_everywhere(string key, string kind)
    {
        var proposal = Propose(Schemas.Shape("things", key, "slug varchar(50)").With(Schemas.Unique("slug")));

        proposal.PrimaryKey.ToString().ShouldBe(kind);
        var choice = proposal.Decide(IdentityFacts.None);
        choice.Ids.ShouldBe(kind == nameof(PrimaryKeyKind.Numbered) ? IdMeaning.Nothing : IdMeaning.Same);
        choice.EqualRows.ShouldBe(kind == nameof(PrimaryKeyKind.Numbered));
        proposal.Candidates.Count.ShouldBe(kind == nameof(PrimaryKeyKind.Natural) ? 0 : 1);
    }

    [Fact]
    public void Recognises_the_same_people_under_different_uuids_by_their_address()
    {
        var choice = Proven(Schemas.Shape("users", "id char(36)", "email varchar(190)").With(Schemas.Unique("email")));

        choice.Keys.Single().ToString().ShouldBe("email");
        choice.Ids.ShouldBe(IdMeaning.Same);
    }

    [Fact]
    public void Demands_a_natural_key_where_ids_are_of_different_kinds()
    {
        var pair = TablePair.Of(Schemas.Source("users", "id bigint", "email varchar(190)"), Schemas.Shape("users", "id char(36)", "email varchar(190)").With(Schemas.Unique("email")));
        var proposal = new IdentityChooser(SyncRules.Default, RowFormat.Plain).Propose(pair, []);

        proposal.Decide(IdentityFacts.None).Findings.ShouldHaveSingleItem().Code.ShouldBe("sync.identity-needs-key");
        proposal.Decide(Facts(proposal, _ => true)).ShouldSatisfyAllConditions(
            choice => choice.Findings.ShouldBeEmpty(), choice => choice.Ids.ShouldBe(IdMeaning.Nothing), choice => choice.Keys.Count.ShouldBe(1));
    }

    [Theory]
    [InlineData(100, 97, IdMeaningCode.SameIfAgreeing)]
    [InlineData(5, 4, IdMeaningCode.SameIfAgreeing)]
    [InlineData(4, 4, IdMeaningCode.Nothing)]
    [InlineData(100, 49, IdMeaningCode.Nothing)]
    [InlineData(0, 0, IdMeaningCode.Nothing)]
    public void Lets_ids_mean_the_same_where_most_rows_with_the_same_id_agree(long pairs, long agreeing, IdMeaningCode expected)
    {
        var proposal = Propose(Orders);

        var choice = proposal.Decide(IdentityFacts.None with { Agreement = new(pairs, agreeing) });

        choice.Ids.ToString().ShouldBe(expected.ToString());
        choice.EqualRows.ShouldBeTrue();
        choice.Confirmation.ShouldBe(expected == IdMeaningCode.SameIfAgreeing ? Confirmation.Needed : pairs == 0 ? Confirmation.None : Confirmation.Wanted);
        choice.Unattended.Ids.ShouldBe(IdMeaning.Nothing);
        choice.Unattended.Confirmation.ShouldNotBe(Confirmation.Needed);
    }

    [Fact]
    public void Asks_for_agreement_in_the_time_of_creation_else_in_half_of_what_tells_rows_apart()
    {
        Propose(Orders).Agreement.ShouldNotBeNull().ShouldSatisfyAllConditions(agreement => agreement.Columns.ShouldBe(["created_at"]), agreement => agreement.Least.ShouldBe(1));

        var without = Propose(Orders with { Columns = [.. Orders.Columns.Where(column => column.Name != "created_at")] }).Agreement.ShouldNotBeNull();
        without.Columns.ShouldBe(["total", "note"]);
        without.Least.ShouldBe(1);
    }

    [Fact]
    public void Asks_for_no_agreement_in_columns_that_come_masked()
    {
        var chooser = new IdentityChooser(SyncRules.Default, RowFormat.Plain);

        chooser.Propose(Schemas.Pair(Orders), References(Orders), masked: new HashSet<string> { "created_at", "note" }).Agreement!.Columns.ShouldBe(["total"]);
    }

    [Fact]
    public void Takes_ids_up_to_the_highest_that_a_restore_brought_for_the_same()
    {
        var chooser = new IdentityChooser(SyncRules.Default, RowFormat.Plain);

        var orders = chooser.Propose(Schemas.Pair(Orders), References(Orders), "5120").Decide(IdentityFacts.None);
        orders.Basis.ShouldBe(IdentityBasis.Lineage);
        (orders.Ids, orders.Mark, orders.EqualRows).ShouldBe((IdMeaning.SameToMark, "5120", true));
        orders.Confirmation.ShouldBe(Confirmation.None);

        var users = chooser.Propose(Schemas.Pair(Users), [], "9");
        users.Decide(Facts(users, _ => true)).ShouldSatisfyAllConditions(
            choice => choice.Keys.Count.ShouldBe(1), choice => choice.Ids.ShouldBe(IdMeaning.SameToMark), choice => choice.Reason.ShouldContain("up to 9"));
    }

    [Theory]
    [InlineData(IdentityKind.PrimaryKey, IdMeaningCode.Same)]
    [InlineData(IdentityKind.None, IdMeaningCode.Nothing)]
    public void Does_as_the_configuration_says_about_ids(IdentityKind kind, IdMeaningCode expected)
    {
        var rules = SyncRules.Default with { Identity = new Dictionary<string, IdentitySetting> { ["orders"] = new(kind, []) } };

        var choice = new IdentityChooser(rules, RowFormat.Plain).Propose(Schemas.Pair(Orders), References(Orders)).Decide(new(new Dictionary<KeyRule, KeyFacts>(), new(10, 10)));

        choice.Ids.ToString().ShouldBe(expected.ToString());
        choice.Basis.ShouldBe(IdentityBasis.Configured);
        choice.EqualRows.ShouldBeFalse();
        choice.Findings.ShouldBeEmpty();
    }

    [Fact]
    public void Refuses_to_keep_rows_apart_whose_keys_it_cannot_change()
    {
        var rules = SyncRules.Default with { Identity = new Dictionary<string, IdentitySetting> { ["countries"] = new(IdentityKind.None, []) } };

        new IdentityChooser(rules, RowFormat.Plain).Propose(Schemas.Pair(Schemas.Shape("countries", "iso char(2)")), []).Decide(IdentityFacts.None)
            .Findings.ShouldHaveSingleItem().Code.ShouldBe("sync.identity-none-impossible");
    }

    /// <summary>The names of what equal ids can mean, which tests of a public class cannot take as they are.</summary>
    public enum IdMeaningCode
    {
        Nothing,
        SameIfAgreeing,
        Same,
    }

    private static IdentityChoice Proven(TableShape shape)
    {
        var proposal = Propose(shape);
        return proposal.Decide(Facts(proposal, _ => true));
    }

    private static IdentityProposal Propose(TableShape shape) => new IdentityChooser(SyncRules.Default, RowFormat.Plain).Propose(Schemas.Pair(shape), References(shape));

    private static IReadOnlyList<MergeReference> References(TableShape shape) => new ReferenceReader([Schemas.Pair(shape)], SyncRules.Default).Of(Schemas.Pair(shape));

    private static IdentityFacts Facts(IdentityProposal proposal, Func<KeyRule, bool> unique) =>
        new(proposal.KeysToProve.ToDictionary(key => key, key => new KeyFacts(0, unique(key) ? 0 : 1)));
}
