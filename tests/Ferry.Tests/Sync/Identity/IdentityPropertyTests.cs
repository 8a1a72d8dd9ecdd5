using CsCheck;
using Ferry.Merging;
using Ferry.Reading;
using Ferry.Sync.Identity;
using Ferry.Sync.Model;
using Ferry.Sync.Rules;

namespace Ferry.Tests.Sync.Identity;

public sealed class IdentityPropertyTests
{
    private static readonly string[] Columns = ["email varchar(99)", "slug varchar(99)?", "uuid char(36)", "user_id bigint", "team_id bigint?", "token varchar(60)", "n int"];

    private static readonly string[] Keys = ["id bigint auto", "id char(36)", "code varchar(9)", "id bigint"];

    private static readonly Gen<TableShape> Shapes =
        from key in Gen.Int[0, Keys.Length - 1].Select(index => Keys[index])
        from uniques in Gen.Int[0, Columns.Length - 1].Array[1, 3].Array[0, 4]
        from name in Gen.Bool.Select(people => people ? "users" : "things")
        select Schemas.Shape(name, [key, .. Columns])
            .With([.. uniques.Select((columns, index) => Schemas.Unique([.. columns.Distinct().Select(column => Columns[column].Split(' ')[0])]) with { Name = $"u{index}" })])
            .Refers("user_id", "users").Refers("team_id", "teams");

    [Fact]
    public void Uses_no_key_that_was_not_proven_and_none_without_someones_word_that_needs_it() =>
        Gen.Select(Shapes, Gen.Int[0, 255], Gen.Long[0, 10], Gen.Long[0, 10]).Sample((shape, proven, pairs, agreeing) =>
        {
            var proposal = Propose(shape, SyncRules.Default);
            var facts = new IdentityFacts(
                proposal.KeysToProve.Select((key, index) => (key, index)).ToDictionary(entry => entry.key, entry => new KeyFacts(0, (proven >> entry.index) & 1)),
                new(pairs, Math.Min(pairs, agreeing)));

            var choice = proposal.Decide(facts);

            choice.Keys.ShouldAllBe(key => facts.IsProven(key));
            choice.Unattended.Confirmation.ShouldNotBe(Confirmation.Needed);
            choice.Unattended.Ids.ShouldNotBe(IdMeaning.SameIfAgreeing);
            choice.Keys.SelectMany(key => key.Terms).ShouldNotContain(term => shape.PrimaryKey.Contains(term.Column));
            (choice.Confirmation == Confirmation.None).ShouldBe(choice.Setting is null);
        });

    [Fact]
    public void Chooses_the_same_whatever_the_order_in_which_the_server_lists_keys() =>
        Shapes.Sample(shape => Describe(Propose(shape with { Uniques = [.. shape.Uniques.Reverse()] }, SyncRules.Default)).ShouldBe(Describe(Propose(shape, SyncRules.Default))));

    [Fact]
    public void Writes_settings_that_lead_to_the_same_choice_when_they_are_read_back() => Shapes.Sample(shape =>
    {
        var proposal = Propose(shape, SyncRules.Default);
        var inferred = proposal.Decide(new(proposal.KeysToProve.ToDictionary(key => key, _ => new KeyFacts(0, 0))));
        if (inferred.Setting is null)
        {
            return;
        }

        using var folder = new Environments.ConfigurationFolder().WithFerry(
            $$"""{ "Environments": { "local": { "Databases": { "main": "sqlite:a.db" } } }, "Sync": { "Identity": { "{{shape.Name}}": {{inferred.Setting}} } } }""");
        var configured = Propose(shape, SyncRulesReader.Read(folder.Load().Environment("local").Options)).Decide(IdentityFacts.None);

        configured.Basis.ShouldBe(IdentityBasis.Configured);
        configured.Keys.Select(key => key.ToString()).ShouldBe(inferred.Keys.Select(key => key.ToString()));
        configured.Ids.ShouldBe(inferred.Ids);
    });

    private static string Describe(IdentityProposal proposal) => string.Join(" | ", proposal.KeysToProve);

    private static IdentityProposal Propose(TableShape shape, SyncRules rules)
    {
        var pair = Schemas.Pair(shape);
        return new IdentityChooser(rules, RowFormat.Plain).Propose(pair, new ReferenceReader([pair], rules).Of(pair));
    }
}
