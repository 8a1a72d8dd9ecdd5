using CsCheck;
using Ferry.Sync.Planning;

namespace Ferry.Tests.Sync.Planning;

public sealed class LaneScheduleTests
{
    [Fact]
    public void Of_items_that_may_begin_the_one_goes_first_behind_which_the_longest_way_lies()
    {
        var schedule = new LaneSchedule<string>(
            ["users", "movies", "orders", "items", "events"],
            (one, other) => (one, other) is ("users", "orders") or ("orders", "items") or ("movies", "items"),
            item => item switch { "users" => 10, "movies" => 20, "orders" => 30, "items" => 500, _ => 525 });

        var taken = new[] { schedule.Take(), schedule.Take(), schedule.Take() };

        taken.Select(each => each!.Value.Item).ShouldBe(["users", "events", "movies"]);
        schedule.Take().ShouldBeNull();
        schedule.Done(taken[0]!.Value.Place);
        schedule.Take()!.Value.Item.ShouldBe("orders");
    }

    [Fact]
    public void Items_of_the_same_size_are_taken_in_their_order()
    {
        var schedule = new LaneSchedule<string>(["a", "b", "c", "d"], (one, other) => (one, other) is ("a", "c"), _ => 0);

        All(schedule).ShouldBe(["a", "b", "c", "d"]);
    }

    [Fact]
    public void Every_item_is_taken_once_and_after_all_that_it_waits_for() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 100].Array[12], Gen.Bool.Array[144]).Sample((count, sizes, ties) =>
        {
            var items = Enumerable.Range(0, count).Select(number => $"{number}").ToList();
            bool Tied(string one, string other) => ties[(12 * int.Parse(one)) + int.Parse(other)];

            var taken = All(new LaneSchedule<string>(items, Tied, item => sizes[int.Parse(item)])).ToList();

            taken.ShouldBe(items, ignoreOrder: true);
            foreach (var (place, item) in taken.Index())
            {
                items.TakeWhile(earlier => earlier != item).Where(earlier => Tied(earlier, item)).ShouldBeSubsetOf(taken.Take(place));
            }
        });

    private static IEnumerable<string> All(LaneSchedule<string> schedule)
    {
        while (schedule.Take() is { } next)
        {
            yield return next.Item;
            schedule.Done(next.Place);
        }

        schedule.Left.ShouldBe(0);
    }
}
