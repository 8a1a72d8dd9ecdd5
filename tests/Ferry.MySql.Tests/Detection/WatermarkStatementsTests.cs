using Ferry.Detection;
using Ferry.MySql.Detection;
using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.MySql.Tests.Detection;

public sealed class WatermarkStatementsTests
{
    private static readonly LeafLayout _layout = new(LeafKind.Integer, "`id`", 64, "");

    private static readonly LeafRange _whole = new(long.MinValue, long.MaxValue, ChunkRange.Whole);

    [Fact]
    public void Asks_for_the_highest_value_and_whether_it_has_gone_back() =>
        Statements("datetime").Highest("2026-01-31 10:00:00").Plain.ShouldBe("SELECT COUNT(*), MAX(`at`), COALESCE(MAX(`at`) < '2026-01-31 10:00:00', 1) FROM `shop`.`t`");

    [Fact]
    public void Numbers_are_written_without_quotes() =>
        Statements("bigint(20) unsigned").Recent(_layout, _whole, "18446744073709551615", 99).Plain.ShouldBe(
            "SELECT leaf, COUNT(*) FROM (SELECT `id` DIV 64 AS leaf FROM `shop`.`t` WHERE (`at` >= 18446744073709551615 OR `at` IS NULL) LIMIT 100) AS recent GROUP BY leaf ORDER BY leaf");

    [Fact]
    public void A_part_of_the_table_is_asked_alone_and_times_that_stand_for_none_count() =>
        Statements("date").Recent(_layout, new(0, 9, new("`id` < 640 OR `id` > 0", null, null)), "2026-01-31", 1).Plain
            .ShouldContain("WHERE (`id` < 640 OR `id` > 0) AND (`at` >= '2026-01-31' OR `at` IS NULL OR `at` = '0000-00-00') LIMIT 2)");

    [Theory]
    [InlineData("int(10) unsigned", true)]
    [InlineData("decimal(20,4)", true)]
    [InlineData("timestamp(6)", true)]
    [InlineData("date", true)]
    [InlineData("varchar(40)", false)]
    [InlineData("double", false)]
    [InlineData("time", false)]
    [InlineData("year(4)", false)]
    [InlineData("bit(8)", false)]
    public void Whole_numbers_decimals_and_moments_have_an_order(string type, bool ordered) => Statements(type).IsOrdered.ShouldBe(ordered);

    private static WatermarkStatements Statements(string type)
    {
        var column = new Column { Name = "at", Type = type };
        return new("shop", new Table { Name = "t", Ddl = "", Columns = [new Column { Name = "id", Type = "int" }, column], ChunkKey = ["id"] }, column);
    }
}
