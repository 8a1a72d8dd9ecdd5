using Ferry.Sync;
using Ferry.Sync.Apply;
using Ferry.Sync.History;
using Ferry.Sync.Model;
using Ferry.Sync.Planning;

namespace Ferry.Tests.Sync.Planning;

public sealed class RunPartsTests
{
    private static readonly RunParts _shop = new(
    [
        Table("users"), Table("movies"), Table("orders", "users"), Table("order_items", "orders", "movies"), Table("categories", "categories"), Table("teams", "owners"), Table("owners", "teams"),
    ]);

    [Fact]
    public void A_part_needs_those_of_its_parents_and_no_others()
    {
        var steps = _shop.Of([Writes("order_items"), Writes("orders"), Writes("users"), Writes("movies"), Writes("categories")]).ToDictionary(step => step.Table);

        steps["users"].Needs.ShouldBeEmpty();
        steps["orders"].Needs.ShouldBe([steps["users"].Part]);
        steps["order_items"].Needs.ShouldBe([steps["orders"].Part, steps["movies"].Part], ignoreOrder: true);
        steps["categories"].Needs.ShouldBeEmpty();
    }

    [Fact]
    public void Tables_that_need_each_other_are_one_part() =>
        _shop.Of([Writes("teams"), Writes("owners")]).Select(step => (step.Part, step.Needs.Count)).Distinct().ShouldHaveSingleItem().Item2.ShouldBe(0);

    [Theory]
    [InlineData(StepPhase.Claim)]
    [InlineData(StepPhase.Settle)]
    public void Where_triggers_write_or_columns_are_computed_each_part_needs_all_before_it(object phase)
    {
        var steps = _shop.Of([Writes("movies") with { Phase = (StepPhase)phase }, Writes("users"), Writes("orders")]).ToList();

        steps.ShouldAllBe(step => step.Needs.SequenceEqual(Enumerable.Range(0, step.Part)));
    }

    [Fact]
    public void A_part_is_as_large_as_what_it_writes_and_follows_those_that_it_needs()
    {
        SyncTablePlan[] plans = [Plan("users", 10), Plan("movies", 20), Plan("orders", 30), Plan("order_items", 500)];

        var parts = RunPart.Of(_shop.Of([.. plans.Select(plan => Writes(plan.Name)), Writes("orders") with { Phase = StepPhase.Record }]), plans).ToDictionary(part => part.Tables.Distinct().Single());

        parts.ToDictionary(part => part.Key, part => part.Value.Size).ShouldBe(
            new Dictionary<string, long> { ["users"] = 10, ["movies"] = 20, ["orders"] = 30, ["order_items"] = 500 }, ignoreOrder: true);
        parts["orders"].Follows(parts["users"]).ShouldBeTrue();
        parts["orders"].Follows(parts["movies"]).ShouldBeFalse();
    }

    [Fact]
    public void Rows_are_written_after_those_that_they_refer_to_and_everything_else_in_its_own_order()
    {
        var steps = _shop.Of([Writes("orders"), Writes("orders") with { Phase = StepPhase.Remove }, Writes("users"), Writes("users") with { Phase = StepPhase.Remove }]);

        steps.Select(step => (step.Phase, step.Table)).ShouldBe([(StepPhase.Write, "users"), (StepPhase.Write, "orders"), (StepPhase.Remove, "orders"), (StepPhase.Remove, "users")]);
    }

    [Fact]
    public void Only_a_table_whose_declared_keys_lead_to_other_parts_comes_after_its_parents()
    {
        _shop.ComeAfterParents(Declared("orders", "users")).ShouldBeTrue();
        _shop.ComeAfterParents(Declared("orders", "currencies")).ShouldBeTrue();
        _shop.ComeAfterParents(Declared("categories", "categories")).ShouldBeFalse();
        _shop.ComeAfterParents(Declared("teams", "owners")).ShouldBeFalse();

        // A key that the merge does not follow says nothing of the order.
        _shop.ComeAfterParents(Declared("orders", "order_items")).ShouldBeFalse();

        MergeTable Declared(string name, string parent) => Table(name) with { Target = Table(name).Target with { ForeignKeys = [new("fk", ["parent_id"], parent, ["id"])] } };
    }

    private static SyncStep Writes(string table) => new(StepPhase.Write, table, "", null);

    private static SyncTablePlan Plan(string table, long rows) => new() { Name = table, Identity = "", Inserted = rows };

    private static MergeTable Table(string name, params string[] parents) => new()
    {
        Source = Schemas.Source(name, "id bigint"),
        Target = Schemas.Shape(name, "id bigint"),
        Columns = [],
        Key = [],
        Cells = 1,
        References = [.. parents.Select(parent => new MergeReference([$"{parent}_id"], parent, ["id"]))],
    };
}
