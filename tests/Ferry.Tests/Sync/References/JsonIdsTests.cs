using Ferry.Sync.References;

namespace Ferry.Tests.Sync.References;

public sealed class JsonIdsTests
{
    [Fact]
    public void Proposes_a_reference_where_nearly_all_numbers_under_a_path_are_ids()
    {
        var ids = Sample(100, number => $$$"""{"owner": {"user id": {{{number}}}}, "count": 1, "tags": [7], "name": "x", "none": null}""");

        ids.Paths.ShouldBe(["$.count", "$.owner.\"user id\"", "$.tags[*]"]);
        ids.ValuesAt("$.owner.\"user id\"").Count.ShouldBe(100);
        var known = Enumerable.Range(3, 98).Select(number => (long)number).ToHashSet();
        ids.Propose("$.owner.\"user id\"", "users", known).ShouldNotBeNull().Remedy.ShouldBe("\"Sync\": { \"References\": { \"settings.value$.owner.\\\"user id\\\"\": \"users\" } }");
        ids.Propose("$.owner.\"user id\"", "users", known.Skip(1).ToHashSet()).ShouldBeNull();
    }

    [Fact]
    public void Proposes_one_rule_for_a_list_and_for_lists_in_lists()
    {
        var ids = Sample(10, number => $$$"""{"tags": [{{{number}}}, {{{number + 10}}}], "items": [{"id": 1}, {"id": 2, "tags": [3]}], "grid": [[1, 2], [3, 4]], "deep": [[[[1, 2, 3]]]]}""");

        ids.Paths.ShouldBe(["$.grid[*][*]", "$.items[*].id", "$.tags[*]"]);
        ids.Propose("$.tags[*]", "tags", Enumerable.Range(1, 20).Select(number => (long)number).ToHashSet()).ShouldNotBeNull()
            .Remedy.ShouldBe("\"Sync\": { \"References\": { \"settings.value$.tags[*]\": \"tags\" } }");
    }

    [Fact]
    public void Makes_nothing_of_a_few_values_or_of_what_is_no_JSON()
    {
        var ids = Sample(JsonIds.Fewest - 1, number => $$"""{"user_id": {{number}}}""");
        ids.Add("{user_id: 5}");

        ids.Paths.ShouldBeEmpty();
        ids.Propose("$.user_id", "users", Enumerable.Range(1, 100).Select(number => (long)number).ToHashSet()).ShouldBeNull();
    }

    private static JsonIds Sample(int count, Func<int, string> json)
    {
        var ids = new JsonIds("settings", "value");
        foreach (var number in Enumerable.Range(1, count))
        {
            ids.Add(json(number));
        }

        return ids;
    }
}
