using CsCheck;
using Ferry.MySql.Reading.Planning;
using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.MySql.Tests.Reading.Planning;

public sealed class ChunkPlannerTests
{
    private static readonly Gen<Int128> _key = Gen.OneOf(
        Gen.Int[-50, 50].Select(key => (Int128)key),
        Gen.ULong.Select(key => (Int128)key),
        Gen.Long.Select(key => (Int128)key),
        Gen.Int[0, 300].Select(key => (Int128)ulong.MaxValue - key));

    [Fact]
    public async Task Holds_every_key_in_exactly_one_range() =>
        await Gen.Select(_key.Array[0, 400], Gen.Int[1, 40], Pick.One(0.0, 0.1, 1.0, 3.0, 1000.0), Gen.Bool).SampleAsync(async (keys, perRange, factor, arithmetic) =>
        {
            var sorted = keys.Distinct().Order().ToArray();
            var probe = new MemoryKeys(sorted, factor);

            var ranges = await PlanAsync(probe, Table(sorted.Length, arithmetic ? "bigint" : "decimal(30,0)"), perRange);

            ranges.SelectMany(range => probe.Matching(range.Where)).ShouldBe(sorted);
            ranges[0].From.ShouldBeNull();
            ranges[^1].To.ShouldBeNull();
            ranges.Zip(ranges.Skip(1)).ShouldAllBe(pair => pair.First.To == pair.Second.From);
        }, threads: 1);

    [Fact]
    public async Task Asks_little_about_a_huge_gap()
    {
        Int128[] keys = [.. Enumerable.Range(0, 10_000).Select(key => (Int128)key), (Int128)ulong.MaxValue];
        var probe = new MemoryKeys(keys, 1.0);

        var ranges = await PlanAsync(probe, Table(keys.Length, "bigint unsigned"), 500);

        ranges.Count.ShouldBeInRange(10, 80);
        ranges.Max(range => probe.Matching(range.Where).Count()).ShouldBeLessThan(2_000);
        probe.Questions.ShouldBeLessThan(500);
    }

    [Fact]
    public async Task Stays_bounded_when_estimates_are_far_too_high()
    {
        Int128[] keys = [.. Enumerable.Range(0, 20_000).Select(key => (Int128)key)];
        var probe = new MemoryKeys(keys, 1e6);

        var ranges = await PlanAsync(probe, Table(keys.Length, "int"), 1_000_000_000_000);

        ranges.Count.ShouldBeLessThan(200);
    }

    [Fact]
    public async Task Cuts_a_table_of_which_the_statistics_know_next_to_nothing()
    {
        Int128[] keys = [.. Enumerable.Range(0, 1_000).Select(key => (Int128)key)];
        var probe = new MemoryKeys(keys, 0.001);

        var ranges = await PlanAsync(probe, Table(1, "int"), 100);

        ranges.Count.ShouldBeGreaterThan(5);
        ranges.SelectMany(range => probe.Matching(range.Where)).ShouldBe(keys);
    }

    [Theory]
    [InlineData("enum('a')")]
    [InlineData("float")]
    [InlineData("double")]
    [InlineData("text")]
    [InlineData("set('a')")]
    [InlineData("bit(9)")]
    public async Task Never_cuts_by_a_type_without_a_reliable_order(string type) =>
        (await PlanAsync(new MemoryKeys([1, 2, 3], 1), Table(3, type), 1)).ShouldBe([ChunkRange.Whole]);

    [Fact]
    public async Task Reads_a_table_without_a_key_whole() =>
        (await PlanAsync(new MemoryKeys([1, 2, 3], 1), Table(3, "int") with { ChunkKey = [] }, 1)).ShouldBe([ChunkRange.Whole]);

    private static async Task<List<ChunkRange>> PlanAsync(IKeyProbe probe, Table table, long targetBytes)
    {
        var ranges = new List<ChunkRange>();
        await foreach (var range in new ChunkPlanner(probe, table, targetBytes).PlanAsync(TestContext.Current.CancellationToken))
        {
            ranges.Add(range);
        }

        return ranges;
    }

    private static Table Table(int rows, string type) => new()
    {
        Name = "t",
        Ddl = "",
        Columns = [new Column { Name = "k", Type = type }],
        ChunkKey = ["k"],
        EstimatedRows = rows,
        EstimatedBytes = rows,
    };
}
