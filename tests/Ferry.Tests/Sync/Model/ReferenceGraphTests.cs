using CsCheck;
using Ferry.Sync.Model;

namespace Ferry.Tests.Sync.Model;

public sealed class ReferenceGraphTests
{
    [Fact]
    public void Puts_parents_before_children_and_otherwise_keeps_the_order_of_names()
    {
        var graph = Graph(("order_items", ["orders", "movies"]), ("orders", ["users"]), ("movies", []), ("users", []), ("audit", []));

        graph.Groups.Select(group => group.Tables.Single()).ShouldBe(["audit", "movies", "users", "orders", "order_items"]);
        graph.Groups.ShouldAllBe(group => group.Circle == null);
    }

    [Fact]
    public void Names_the_columns_of_a_circle()
    {
        var graph = Graph(("users", ["teams"]), ("teams", ["owners"]), ("owners", ["users", "teams"]), ("posts", ["users"]));

        graph.Groups.Select(group => string.Join(',', group.Tables)).ShouldBe(["owners,teams,users", "posts"]);
        graph.Groups[0].Circle.ShouldBe("owners.teams_id → teams.owners_id → owners");
    }

    [Fact]
    public void Takes_a_table_that_refers_to_itself_for_a_circle_of_one()
    {
        Graph(("categories", ["Categories"])).Groups.ShouldHaveSingleItem().Circle.ShouldBe("categories.Categories_id → categories");
    }

    [Fact]
    public void Passes_over_parents_that_are_not_merged() => Graph(("posts", ["users"])).Groups.ShouldHaveSingleItem().Circle.ShouldBeNull();

    [Fact]
    public void Walks_chains_that_are_longer_than_a_stack_is_deep()
    {
        var graph = Graph([.. Enumerable.Range(0, 20_000).Select(number => ($"t{number:D5}", number == 0 ? Array.Empty<string>() : [$"t{number - 1:D5}"]))]);

        graph.Groups.Count.ShouldBe(20_000);
        graph.Groups[^1].Tables.ShouldBe(["t19999"]);
    }

    [Fact]
    public void Orders_any_graph_so_that_only_tables_that_reach_each_other_share_a_group() =>
        Gen.Select(Gen.Int[1, 12], Gen.Select(Gen.Int[0, 11], Gen.Int[0, 11]).Array[0, 30]).Sample((count, edges) =>
        {
            var all = edges.Where(edge => edge.Item1 < count && edge.Item2 < count).ToHashSet();
            var graph = Graph([.. Enumerable.Range(0, count).Select(node => ($"t{node:D2}", all.Where(edge => edge.Item1 == node).Select(edge => $"t{edge.Item2:D2}").ToArray()))]);
            var reach = Reach(count, all);
            var order = graph.Groups.Index().SelectMany(group => group.Item.Tables.Select(table => (Node: int.Parse(table[1..], null), group.Index)))
                .ToDictionary(entry => entry.Node, entry => entry.Index);

            order.Count.ShouldBe(count);
            foreach (var (child, parent) in all)
            {
                order[parent].ShouldBeLessThanOrEqualTo(order[child]);
            }

            for (var left = 0; left < count; left++)
            {
                for (var right = 0; right < count; right++)
                {
                    (order[left] == order[right]).ShouldBe(left == right || (reach[left, right] && reach[right, left]));
                }

                (graph.Groups[order[left]].Circle is not null).ShouldBe(reach[left, left]);
            }
        });

    /// <summary>Which node can be reached from which in at least one step (Warshall, 1962).</summary>
    private static bool[,] Reach(int count, HashSet<(int From, int To)> edges)
    {
        var reach = new bool[count, count];
        foreach (var (from, to) in edges)
        {
            reach[from, to] = true;
        }

        for (var middle = 0; middle < count; middle++)
        {
            for (var from = 0; from < count; from++)
            {
                for (var to = 0; to < count; to++)
                {
                    reach[from, to] |= reach[from, middle] && reach[middle, to];
                }
            }
        }

        return reach;
    }

    private static ReferenceGraph Graph(params (string Table, string[] Parents)[] tables) => new(tables.Select(table =>
        KeyValuePair.Create(table.Table, (IReadOnlyList<MergeReference>)[.. table.Parents.Select(parent => new MergeReference([$"{parent}_id"], parent, ["id"]))])));
}
