using Ferry.Merging;
using Ferry.MySql.Merging;

namespace Ferry.MySql.Tests.Merging;

public sealed class StagingDialectTests
{
    private const string Area = "movies_ferry_production";

    private readonly StagingDialect _dialect = new();
    private readonly CellDialect _cells = new();

    [Theory]
    [InlineData("movies_ferry_production", true)]
    [InlineData("movies_ferry_staging-2", true)]
    [InlineData("movies", false)]
    [InlineData("Movies_ferry_production", false)]
    [InlineData("movies2_ferry_production", false)]
    [InlineData("movies_ferry_old_ferry_production", false)]
    public void A_staging_area_is_known_by_the_name_of_its_database(string name, bool expected) => StagingDialect.IsArea(name, "movies").ShouldBe(expected);

    [Theory]
    [InlineData(0, "varbinary(64)")]
    [InlineData(16, "varbinary(64)")]
    [InlineData(17, "varbinary(128)")]
    [InlineData(1017, "varbinary(4096)")]
    public void Packed_hashes_get_a_type_that_holds_them_and_some_more(int hashes, string type) => _cells.TypeOf(hashes).ShouldBe(type);

    [Fact]
    public void A_table_is_made_in_one_statement_with_the_beginnings_of_long_values_in_its_indexes()
    {
        var table = new StagingTable("map_users", [("s1", "bigint"), ("packed", "varbinary(256)"), ("few", "varbinary(64)"), ("body", "longtext")], ["s1"]) { Indexes = [["packed"], ["few", "body"]] };

        _dialect.Create(Area, table).ShouldHaveSingleItem().ShouldBe(
            "CREATE TABLE `movies_ferry_production`.`map_users` (`s1` bigint, `packed` varbinary(256), `few` varbinary(64), `body` longtext, PRIMARY KEY (`s1`), KEY (`packed`(191)), KEY (`few`, `body`(191))) "
            + "ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
    }

    [Fact]
    public void A_table_whose_rows_nothing_tells_apart_gets_a_primary_key_all_the_same() =>
        _dialect.Create(Area, new StagingTable("key_users", [("t1", "bigint")], []) { Indexes = [["t1"]] }).ShouldHaveSingleItem().ShouldBe(
            "CREATE TABLE `movies_ferry_production`.`key_users` (`t1` bigint, `ferry_row` bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, KEY (`t1`)) "
            + "ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");

    [Fact]
    public void Columns_are_widened_in_one_statement() =>
        _dialect.Retype(Area, "map_users", ["src_cells", "dst_cells"], "varbinary(128)").ShouldBe("ALTER TABLE `movies_ferry_production`.`map_users` MODIFY `src_cells` varbinary(128), MODIFY `dst_cells` varbinary(128)");

    [Fact]
    public void What_the_server_is_told_of_a_table_stays_out_of_the_binary_log() =>
        _dialect.Analyze(Area, "new_users").ShouldBe("ANALYZE NO_WRITE_TO_BINLOG TABLE `movies_ferry_production`.`new_users`");

    [Fact]
    public void Long_names_end_in_a_hash_so_that_two_of_them_stay_two()
    {
        var name = new string('x', 70);

        var tables = new[] { _dialect.Table(Area, name + "a"), _dialect.Table(Area, name + "b") };

        tables.Distinct().Count().ShouldBe(2);
        tables.ShouldAllBe(table => table.Length <= Area.Length + 64 + 5);
    }
}
