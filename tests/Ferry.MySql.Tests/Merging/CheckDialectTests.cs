using Ferry.Merging;
using Ferry.MySql.Merging;
using Ferry.Schema;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Merging;

public sealed class CheckDialectTests
{
    public static TheoryData<ServerKind, CellCheckKind, string, string, string> Values
    {
        get
        {
            (CellCheckKind Kind, string Type, string Fitting, string Misfitting)[] cases =
            [
                (CellCheckKind.Null, "int", "1", "NULL"),
                (CellCheckKind.Characters, "varchar(99)", "'äöüß5'", "'äöüß56'"),
                (CellCheckKind.Bytes, "varchar(99)", "'äöü'", "'äöüß'"),
                (CellCheckKind.Range, "bigint", "-10", "11"),
                (CellCheckKind.Digits, "decimal(9,6)", "1.234500", "1.234567"),
                (CellCheckKind.Member, "varchar(99)", "'B'", "'c'"),
                (CellCheckKind.Members, "varchar(99)", "'a,c.d'", "'a,cxd'"),
                (CellCheckKind.Charset, "varchar(99) character set utf8mb4", "'é'", "'\U0001F600'"),
                (CellCheckKind.Fraction, "datetime(6)", "'2026-01-02 03:04:05.12345'", "'2026-01-02 03:04:05.123456'"),
                (CellCheckKind.TimeOfDay, "datetime", "'2026-01-02'", "'2026-01-02 00:00:01'"),
                (CellCheckKind.Moment, "datetime", "'2038-01-19 03:14:07'", "'2039-01-01'"),
                (CellCheckKind.Number, "varchar(99)", "'-1.5e3'", "'1.5 m'"),
                (CellCheckKind.Date, "varchar(99)", "'2026-02-28'", "'2026-02-30'"),
                (CellCheckKind.Json, "text", "'{\"a\": 1}'", "'{a}'"),
                (CellCheckKind.Uuid, "varchar(99)", "'123E4567-e89b-12d3-a456-426614174000'", "'123e4567'"),
            ];
            var data = new TheoryData<ServerKind, CellCheckKind, string, string, string>();
            foreach (var server in new[] { ServerKind.MariaDb, ServerKind.MySql })
            {
                foreach (var (kind, type, fitting, misfitting) in cases)
                {
                    data.Add(server, kind, type, fitting, misfitting);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Finds_values_that_do_not_fit_and_no_others(ServerKind server, CellCheckKind kind, string type, string fitting, string misfitting)
    {
        await using var database = await TestServer.Of(server).CreateDatabaseAsync("checks", TestContext.Current.CancellationToken);
        await database.ExecuteAsync($"CREATE TABLE t (id INT PRIMARY KEY, v {type} NULL); INSERT INTO t VALUES (1, {fitting}), (2, {misfitting}), (3, NULL)", TestContext.Current.CancellationToken);
        var check = new CellCheck(new ColumnShape(new Column { Name = "v", Type = type }, null) { Charset = "utf8mb3" }, kind)
        {
            Limit = kind is CellCheckKind.Bytes ? 6 : kind == CellCheckKind.Digits ? 4 : 5,
            Least = kind == CellCheckKind.Moment ? "1970-01-01 00:00:01" : "-10",
            Greatest = kind == CellCheckKind.Moment ? "2038-01-19 03:14:07" : "10",
            Members = ["a", "b", "c.d"],
        };

        var found = await database.ScalarAsync<string>($"SELECT GROUP_CONCAT(id ORDER BY id) FROM t AS n WHERE {new CheckDialect().Misfit(check, "n.`v`")}", TestContext.Current.CancellationToken);

        found.ShouldBe(kind == CellCheckKind.Null ? "2,3" : "2");
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Cuts_texts_between_characters_and_keeps_as_much_as_fits(ServerKind server)
    {
        await using var database = await TestServer.Of(server).CreateDatabaseAsync("checks", TestContext.Current.CancellationToken);
        await database.ExecuteAsync("CREATE TABLE t (v varchar(99) CHARACTER SET utf8mb4); INSERT INTO t VALUES ('aä€😀z')", TestContext.Current.CancellationToken);
        var column = new ColumnShape(new Column { Name = "v", Type = "varchar(99)" }, null) { Charset = "utf8mb4" };

        var cuts = new List<string?>();
        for (var limit = 3; limit < 11; limit++)
        {
            cuts.Add(await database.ScalarAsync<string>($"SELECT {new CheckDialect().Cut(new CellCheck(column, CellCheckKind.Bytes) { Limit = limit }, "n.v")} FROM t AS n", TestContext.Current.CancellationToken));
        }

        cuts.ShouldBe(["aä", "aä", "aä", "aä€", "aä€", "aä€", "aä€", "aä€😀"]);
        (await database.ScalarAsync<string>($"SELECT {new CheckDialect().Cut(new CellCheck(column, CellCheckKind.Characters) { Limit = 3 }, "n.v")} FROM t AS n", TestContext.Current.CancellationToken)).ShouldBe("aä€");
        new CheckDialect().Cut(new CellCheck(column, CellCheckKind.Range), "n.v").ShouldBeNull();
    }
}
