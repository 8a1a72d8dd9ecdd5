using Ferry.Merging;
using Ferry.Schema;
using Ferry.Sync.Model;
using Ferry.Sync.Rules;

namespace Ferry.Tests.Sync.Model;

public sealed class SchemaJoinTests
{
    [Fact]
    public void Matches_tables_by_spelling_first_and_then_without_case()
    {
        var join = SchemaJoin.Of(
            Schemas.Catalog(Schemas.Source("USERS", "id int"), Schemas.Source("users", "id int"), Schemas.Source("Movies", "id int"), Schemas.Source("extra", "id int")),
            [Schemas.Shape("users", "id int"), Schemas.Shape("movies", "id int"), Schemas.Shape("own", "id int")],
            SyncScope.All);

        join.Tables.Select(pair => (pair.Source.Name, pair.Name)).ShouldBe([("Movies", "movies"), ("users", "users")]);
        join.OnlyInSource.ShouldBe(["USERS", "extra"]);
        join.OnlyInTarget.ShouldBe(["own"]);
    }

    [Fact]
    public void Leaves_out_tables_outside_the_scope_and_those_whose_rows_the_source_does_not_give()
    {
        var join = SchemaJoin.Of(
            Schemas.Catalog(Schemas.Source("a", "id int"), Schemas.Source("b", "id int") with { Content = TableContent.StructureOnly }, Schemas.Source("c", "id int")),
            [Schemas.Shape("a", "id int"), Schemas.Shape("b", "id int"), Schemas.Shape("c", "id int")],
            new(TableSelection.All, new([], ["c"], [])));

        join.Tables.Select(pair => pair.Name).ShouldBe(["a"]);
        join.WithoutRows.ShouldBe(["b"]);
        join.OnlyInSource.ShouldBeEmpty();
        join.OnlyInTarget.ShouldBeEmpty();
    }

    [Fact]
    public void Takes_the_parents_of_what_was_asked_for_along_unless_they_were_left_out_by_name()
    {
        TableShape Referring(string name, string parent) => Schemas.Shape(name, "id int", "parent_id int") with { ForeignKeys = [new("", ["parent_id"], parent, ["id"])] };
        TableShape[] shapes = [Referring("items", "orders"), Referring("orders", "users"), Referring("users", "users"), Schemas.Shape("movies", "id int")];
        var source = Schemas.Catalog([.. shapes.Select(shape => Schemas.Source(shape.Name, "id int", "parent_id int"))]);

        SchemaJoin.Of(source, shapes, new(TableSelection.All, new(["items"], [], []))).Tables.Select(pair => pair.Name).ShouldBe(["items", "orders", "users"]);
        SchemaJoin.Of(source, shapes, new(TableSelection.All, new(["items"], ["users"], []))).Tables.Select(pair => pair.Name).ShouldBe(["items", "orders"]);
    }

    [Fact]
    public void Merges_only_columns_that_the_source_has_values_for_and_the_target_does_not_compute()
    {
        var pair = TablePair.Of(
            Schemas.Source("t", "id int", "Name text", "computed_there int generated", "computed_here int", "extra int"),
            Schemas.Shape("t", "id int", "name text", "computed_there int", "computed_here int generated", "own int"));

        pair.Columns.Select(column => column.Name).ShouldBe(["id", "name"]);
        pair.OnlyInSource.Select(column => column.Name).ShouldBe(["extra"]);
        pair.OnlyInTarget.Select(column => column.Name).ShouldBe(["computed_there", "own"]);
        pair.Key.Select(column => column.Name).ShouldBe(["id"]);
    }

    [Fact]
    public void Has_no_key_when_the_source_lacks_a_part_of_it() => TablePair.Of(
        Schemas.Source("t", "id int"), Schemas.Shape("t", "id int", "tenant int") with { PrimaryKey = ["tenant", "id"] }).Key.ShouldBeEmpty();

    [Fact]
    public void Passes_over_the_period_of_a_versioned_table()
    {
        var source = Schemas.Source("t", "id int");
        source = source with
        {
            Columns = [.. source.Columns, new Column { Name = "row_start", Type = "timestamp(6)", Invisible = true }],
            Attributes = new Dictionary<string, string> { ["system_versioning"] = "implicit" },
        };

        TablePair.Of(source, Schemas.Shape("t", "id int")).OnlyInSource.ShouldBeEmpty();
    }
}
