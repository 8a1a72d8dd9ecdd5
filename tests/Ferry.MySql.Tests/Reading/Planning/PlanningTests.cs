using Ferry.Schema;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Reading.Planning;

/// <summary>Ranges of real tables hold every row once, whatever the key's type.</summary>
public sealed class PlanningTests
{
    private const string Numbers = "(SELECT a.n * 100 + b.n * 10 + c.n AS n FROM d a, d b, d c) AS numbers";

    public static TheoryData<ServerKind, string, string> Keys
    {
        get
        {
            var data = new TheoryData<ServerKind, string, string>();
            foreach (var kind in new[] { ServerKind.MariaDb, ServerKind.MySql })
            {
                data.Add(kind, "BIGINT UNSIGNED", "18446744073709551615 - n * 3");
                data.Add(kind, "BIGINT", "(n - 500) * 9000000000000000");
                data.Add(kind, "TINYINT UNSIGNED, sub INT AS (1) VIRTUAL INVISIBLE, s INT DEFAULT 0, KEY (s)", "n");
                data.Add(kind, "VARCHAR(40) CHARACTER SET utf8mb4", "CONCAT(CHAR(97 + n % 26), IF(n % 2, 'É', 'e'), n)");
                data.Add(kind, "VARCHAR(40) CHARACTER SET latin1 COLLATE latin1_german1_ci", "CONCAT(_latin1 X'E4', n)");
                data.Add(kind, "VARCHAR(40) CHARACTER SET gbk", "CONCAT(_gbk X'815C', n)");
                data.Add(kind, "VARCHAR(40) CHARACTER SET utf16", "CONCAT('ü', n)");
                data.Add(kind, "CHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", "CONCAT(n, ' ')");
                data.Add(kind, "VARBINARY(20)", "CONCAT(X'00FF27', n)");
                data.Add(kind, "BINARY(16)", "UNHEX(LPAD(HEX(n * 7919), 32, '0'))");
                data.Add(kind, "DATE", "'2020-01-01' + INTERVAL n DAY");
                data.Add(kind, "DATETIME(6)", "'2020-01-01 00:00:00.000001' + INTERVAL n * 13 HOUR");
                data.Add(kind, "TIMESTAMP", "'2020-01-01 00:00:00' + INTERVAL n * 13 HOUR");
                data.Add(kind, "TIME(3)", "SEC_TO_TIME((n - 500) * 3600.125)");
                data.Add(kind, "DECIMAL(65,30)", "(n - 500) / 7");
                data.Add(kind, "ENUM('a','b','c')", "1 + n");
                data.Add(kind, "DOUBLE", "n / 7");
            }

            data.Add(ServerKind.MariaDb, "UUID", "LPAD(HEX(n * 7919), 32, '0')");
            data.Add(ServerKind.MariaDb, "INET6", "CONCAT('::', HEX(n))");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Cuts_by_every_type_of_key_without_losing_or_doubling_a_row(ServerKind kind, string type, string value)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("plan", TestContext.Current.CancellationToken);
        await database.ExecuteAsync(
            $"""
            SET SESSION sql_mode = '', time_zone = '+00:00';
            DROP TABLE IF EXISTS d, t;
            CREATE TABLE d (n INT);
            INSERT INTO d VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9);
            CREATE TABLE t (k {type}, filler CHAR(60) NOT NULL DEFAULT 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', PRIMARY KEY (k));
            INSERT IGNORE INTO t (k) SELECT {value} FROM {Numbers};
            ANALYZE TABLE t
            """,
            TestContext.Current.CancellationToken);
        await using var session = await Opened.ReadAsync(database);
        await using var snapshot = await session.Snapshots.OpenAsync(new(TableSelection.All, 1, TimeSpan.FromSeconds(10)), TestContext.Current.CancellationToken);

        var whole = await RowText.OfAsync(snapshot, "t", long.MaxValue / 4);
        var parts = await RowText.OfAsync(snapshot, "t", 4096);

        parts.ShouldBe(whole);
        whole.Split('\n').Length.ShouldBe((int)await database.ScalarAsync<long>("SELECT COUNT(*) FROM t", TestContext.Current.CancellationToken) + 1);
        var ranges = await RowText.RangesAsync(snapshot, "t", 4096);
        ranges.Count.ShouldBe(ranges.Select(range => range.Where).Distinct().Count());
        (ranges.Count > 1).ShouldBe(!type.StartsWith("ENUM", StringComparison.Ordinal) && type != "DOUBLE");
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Cuts_by_keys_that_are_no_dates(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("plan", TestContext.Current.CancellationToken);
        await database.ExecuteAsync(
            """
            SET SESSION sql_mode = 'ALLOW_INVALID_DATES';
            CREATE TABLE t (k DATE PRIMARY KEY, filler CHAR(200) NOT NULL DEFAULT '');
            INSERT INTO t (k) VALUES ('0000-00-00'), ('2024-00-00'), ('2024-02-30'), ('2024-02-31'), ('2024-04-31'), ('2024-05-00'), ('2024-06-31'), ('2024-07-01')
            """,
            TestContext.Current.CancellationToken);
        await using var session = await Opened.ReadAsync(database);
        await using var snapshot = await session.Snapshots.OpenAsync(new(TableSelection.All, 1, TimeSpan.FromSeconds(10)), TestContext.Current.CancellationToken);

        var parts = await RowText.OfAsync(snapshot, "t", 10);

        parts.Split('\n').Select(row => row.Split('\t')[0])
            .ShouldBe(["0000-00-00", "2024-00-00", "2024-02-30", "2024-02-31", "2024-04-31", "2024-05-00", "2024-06-31", "2024-07-01", ""]);
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Cuts_composite_keys_by_their_first_column(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("plan", TestContext.Current.CancellationToken);
        await database.ExecuteAsync(
            $"""
            CREATE TABLE d (n INT);
            INSERT INTO d VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9);
            CREATE TABLE t (a VARCHAR(5), b INT, filler CHAR(60) NOT NULL DEFAULT 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', PRIMARY KEY (a, b));
            INSERT INTO t (a, b) SELECT n % 37, n FROM {Numbers};
            ANALYZE TABLE t
            """,
            TestContext.Current.CancellationToken);
        await using var session = await Opened.ReadAsync(database);
        await using var snapshot = await session.Snapshots.OpenAsync(new(TableSelection.All, 1, TimeSpan.FromSeconds(10)), TestContext.Current.CancellationToken);

        (await RowText.OfAsync(snapshot, "t", 4096)).ShouldBe(await RowText.OfAsync(snapshot, "t", long.MaxValue / 4));
        (await RowText.RangesAsync(snapshot, "t", 4096)).Count.ShouldBeGreaterThan(2);
    }
}
