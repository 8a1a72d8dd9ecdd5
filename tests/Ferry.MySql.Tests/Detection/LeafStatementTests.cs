using Ferry.Detection;
using Ferry.MySql.Detection;
using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.MySql.Tests.Detection;

public sealed class LeafStatementTests
{
    private static readonly LeafKey _key = new(0x0123456789abcdef, 0x42);

    [Fact]
    public void Digests_leaves_of_an_integer_key_in_one_statement()
    {
        var layout = new LeafLayout(LeafKind.Integer, "`id`", 64, "");

        Statement(layout, new("`id` >= 128 AND `id` < 640", "128", "640"), ["id"]).ShouldBe(
            """
            SELECT leaf, n, UNHEX(CONCAT(LPAD(HEX(CAST(MOD((s - MOD(s, 10000000000000000000000000000000000)) / 10000000000000000000000000000000000, 18446744073709551616) AS UNSIGNED)), 16, '0'), LPAD(HEX(CAST(MOD(MOD(s, 10000000000000000000000000000000000), 18446744073709551616) AS UNSIGNED)), 16, '0'))) FROM (SELECT `id` DIV 64 AS leaf, COUNT(*) AS n, SUM(IFNULL(CAST(CONV(LEFT(SHA2(CONCAT('0123456789abcdef0000000000000042', `id`, ',', LENGTH(`name`), ':', CAST(`name` AS BINARY), IFNULL(`at`, 'N'), ',', IFNULL(SHA2(CAST(`body` AS BINARY), 256), 'N'), ','), 256), 16), 16, 10) AS UNSIGNED), UUID_SHORT()) * (10000000000000000000000000000000000 + ABS(`id` % 65536))) AS s
            FROM `shop`.`t` WHERE `id` >= 128 AND `id` < 640
            GROUP BY `id` DIV 64) AS leaves ORDER BY leaf
            """);
    }

    [Fact]
    public void Digests_leaves_of_any_other_key_by_a_number_made_of_it()
    {
        var table = Table(["name", "id"]);
        var layout = new LeafLayout(LeafKind.Hash, LeafStatement.KeyNumber(table), 8, "");

        layout.Key.ShouldBe("CRC32(CONCAT(LENGTH(`name`), ':', CAST(`name` AS BINARY), `id`, ','))");
        Statement(layout, ChunkRange.Whole, ["name", "id"]).ShouldContain($"GROUP BY {layout.Key} % 8)");
    }

    [Fact]
    public void The_fingerprint_of_a_layout_changes_with_the_columns()
    {
        var table = Table(["id"]);

        LeafPlanner.Fingerprint(table).ShouldBe(LeafPlanner.Fingerprint(Table(["id"])));
        LeafPlanner.Fingerprint(table with { Columns = [.. table.Columns.Take(2)] }).ShouldNotBe(LeafPlanner.Fingerprint(table));
    }

    private static string Statement(LeafLayout layout, ChunkRange rows, string[] key) =>
        LeafStatement.Of("shop", Table(key), layout, new(0, 1, rows), _key).Plain.ReplaceLineEndings("\n");

    private static Table Table(string[] key) => new()
    {
        Name = "t",
        Ddl = "",
        ChunkKey = key,
        Columns =
        [
            new() { Name = "id", Type = "bigint(20) unsigned" },
            new() { Name = "name", Type = "varchar(20)", Collation = "utf8mb4_general_ci" },
            new() { Name = "at", Type = "datetime", Nullable = true },
            new() { Name = "body", Type = "longtext", Nullable = true, Collation = "utf8mb4_general_ci" },
            new() { Name = "made", Type = "int", Generated = true },
        ],
    };
}
