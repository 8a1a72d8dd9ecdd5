using Ferry.MySql.Detection;
using Ferry.MySql.Tests.Reading.Planning;
using Ferry.Schema;

namespace Ferry.MySql.Tests.Detection;

public sealed class LeafPlannerTests
{
    [Theory]
    [InlineData(1_000, 1, 1.0, 32)]
    [InlineData(1_000, 1, 0.0, 62)]
    [InlineData(1_000, 5, 0.001, 312)]
    [InlineData(100_000, 1, 0.0, 32)]
    [InlineData(100_000, 7, 0.00001, 224)]
    public async Task Leaves_are_about_as_wide_as_asked_for_whatever_the_server_believes(int rows, int step, double believed, long width)
    {
        var keys = new MemoryKeys([.. Enumerable.Range(1, rows).Select(row => (Int128)row * step)], believed);

        var layout = await new LeafPlanner(keys, Table()).LayOutAsync(32, TestContext.Current.CancellationToken);

        layout.Size.ShouldBe(width);
    }

    [Fact]
    public async Task An_empty_table_has_a_layout()
    {
        var layout = await new LeafPlanner(new MemoryKeys([], 1.0), Table()).LayOutAsync(32, TestContext.Current.CancellationToken);

        layout.Size.ShouldBeGreaterThan(0);
    }

    private static Table Table() => new()
    {
        Name = "t",
        Ddl = "",
        ChunkKey = ["id"],
        Columns = [new() { Name = "id", Type = "bigint(20)" }],
    };
}
