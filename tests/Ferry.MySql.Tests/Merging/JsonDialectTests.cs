using Ferry.Merging;
using Ferry.MySql.Dialects;
using Ferry.MySql.Merging;
using Ferry.Schema;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Merging;

public sealed class JsonDialectTests
{
    private static readonly ColumnShape _number = new(new Column { Name = "id", Type = "bigint unsigned" }, null);
    private static readonly JsonDialect _json = new(new MySqlDialect(new Version(8, 0)));
    private static readonly ColumnShape _text = new(new Column { Name = "code", Type = "varchar(20)", Collation = "utf8mb4_bin" }, null);

    public static TheoryData<ServerKind, bool, string, string?> Documents
    {
        get
        {
            (bool Number, string Document, string? Key)[] cases =
            [
                (true, """{"a":{"b":12}}""", "12"), (true, """{"a":{"b":"0012"}}""", "12"), (true, """{"a":{"b":1.5}}""", null), (true, """{"a":{"b":"1x"}}""", null),
                (true, """{"a":{"b":true}}""", null), (true, """{"a":{"b":null}}""", null), (true, """{"a":{}}""", null), (true, """{"a":{"b":[12]}}""", null), (true, "a: 12", null),
                (true, """{"a":{"b":-1}}""", null), (true, """{"a":{"b":1234567890123456789}}""", "1234567890123456789"), (true, """{"a":{"b":"12345678901234567890"}}""", null),
                (false, """{"a":{"b":"é'\\"}}""", "é'\\"), (false, """{"a":{"b":12}}""", null), (false, "", null),
            ];
            var data = new TheoryData<ServerKind, bool, string, string?>();
            foreach (var server in new[] { ServerKind.MariaDb, ServerKind.MySql })
            {
                foreach (var (number, document, key) in cases)
                {
                    data.Add(server, number, document, key);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Finds_keys_of_the_column_s_kind_and_nothing_else(ServerKind server, bool number, string document, string? key)
    {
        await using var database = await TestServer.Of(server).CreateDatabaseAsync("json", TestContext.Current.CancellationToken);
        await database.ExecuteAsync("CREATE TABLE t (d TEXT CHARACTER SET utf8mb4)", TestContext.Current.CancellationToken);
        await database.ExecuteAsync($"INSERT INTO t VALUES ('{document.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}')", TestContext.Current.CancellationToken);

        var found = await database.ScalarAsync<string>($"SELECT COALESCE(CAST({_json.KeyAt(number ? _number : _text, "d", "$.a.b")} AS CHAR), 'nothing') FROM t", TestContext.Current.CancellationToken);

        found.ShouldBe(key ?? "nothing");
    }

    [Fact]
    public void Writes_all_keys_of_a_document_by_one_call()
    {
        _json.Replace("n.`d`", [new("$.a", "f", "r0.t1"), new("$.\"it's\"", "g", "r1.t1")], []).ReplaceLineEndings("\n").ShouldBe(
            """
            JSON_REPLACE(n.`d`, '$.a', JSON_EXTRACT(CONCAT('[', CASE
              WHEN f IS NULL THEN COALESCE(CAST(JSON_EXTRACT(n.`d`, '$.a') AS CHAR CHARACTER SET utf8mb4), 'null')
              WHEN r0.t1 IS NULL THEN 'null'
              WHEN JSON_TYPE(JSON_EXTRACT(n.`d`, '$.a')) = 'STRING' THEN JSON_QUOTE(CAST(r0.t1 AS CHAR CHARACTER SET utf8mb4))
              ELSE CAST(r0.t1 AS CHAR CHARACTER SET utf8mb4) END, ']'), '$[0]'), '$."it''s"', JSON_EXTRACT(CONCAT('[', CASE
              WHEN g IS NULL THEN COALESCE(CAST(JSON_EXTRACT(n.`d`, '$."it''s"') AS CHAR CHARACTER SET utf8mb4), 'null')
              WHEN r1.t1 IS NULL THEN 'null'
              WHEN JSON_TYPE(JSON_EXTRACT(n.`d`, '$."it''s"')) = 'STRING' THEN JSON_QUOTE(CAST(r1.t1 AS CHAR CHARACTER SET utf8mb4))
              ELSE CAST(r1.t1 AS CHAR CHARACTER SET utf8mb4) END, ']'), '$[0]'))
            """.ReplaceLineEndings("\n"));
    }

    public static TheoryData<ServerKind, string, string, string?> Limits
    {
        get
        {
            (string Type, string Value, string? Key)[] cases =
            [
                ("tinyint", "127", "127"), ("tinyint", "128", null), ("varchar(2)", "ü2", "ü2"), ("varchar(2)", "ü23", null), ("varchar(2)", "ł", null), ("enum('a','x')", "a", "a"), ("enum('a','x')", "b", null),
            ];
            var data = new TheoryData<ServerKind, string, string, string?>();
            foreach (var server in new[] { ServerKind.MariaDb, ServerKind.MySql })
            {
                foreach (var (type, value, key) in cases)
                {
                    data.Add(server, type, value, key);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public async Task Finds_no_keys_that_the_column_could_not_hold(ServerKind server, string type, string value, string? expected)
    {
        await using var database = await TestServer.Of(server).CreateDatabaseAsync("json", TestContext.Current.CancellationToken);
        var key = new Column { Name = "id", Type = type, Collation = type == "tinyint" ? null : "latin1_swedish_ci" };
        var found = _json.KeyAt(new(key, null), $"""'["{value}"]'""", "$[0]");

        (await database.ScalarAsync<string>($"SELECT COALESCE(CAST({found} AS CHAR), 'nothing')", TestContext.Current.CancellationToken)).ShouldBe(expected ?? "nothing");
    }

    [Theory]
    [InlineData(ServerKind.MariaDb, """{"x":1.50,"l":[1,"2",null,{"l":1},"é'\\"]}""", """{"x":1.50,"l":[7,"7",null,{"l":1},"é'\\"]}""")]
    [InlineData(ServerKind.MySql, """{"x":1,"l":[1,"2",null,{"l":1},"é'\\"]}""", """{"l":[7,"7",null,{"l":1},"é'\\"],"x":1}""")]
    [InlineData(ServerKind.MariaDb, """{"l":[]}""", """{"l":[]}""")]
    [InlineData(ServerKind.MySql, """{"l":{"0":1}}""", """{"l":{"0":1}}""")]
    [InlineData(ServerKind.MariaDb, """{"x":1}""", """{"x":1}""")]
    [InlineData(ServerKind.MySql, """{"x":1}""", """{"x":1}""")]
    public async Task Writes_the_keys_of_a_list_and_leaves_everything_else_of_it_alone(ServerKind server, string document, string expected)
    {
        await using var database = await TestServer.Of(server).CreateDatabaseAsync("json", TestContext.Current.CancellationToken);
        await database.ExecuteAsync("CREATE TABLE t (d TEXT CHARACTER SET utf8mb4)", TestContext.Current.CancellationToken);
        await database.ExecuteAsync($"INSERT INTO t VALUES ('{document.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}')", TestContext.Current.CancellationToken);
        var elements = _json.Elements("t.d", "$.l", "e");
        var list = new JsonList("$.l", elements, "", [new("$", _json.KeyAt(_number, elements.One, "$"), "7")], []);

        var replaced = await database.ScalarAsync<string>($"SELECT REPLACE(REPLACE(CAST({_json.Replace("t.d", [], [list])} AS CHAR), ': ', ':'), ', ', ',') FROM t", TestContext.Current.CancellationToken);

        replaced.ShouldBe(expected);
    }

    [Fact]
    public void Takes_lists_apart_from_MariaDB_10_6_on()
    {
        new JsonDialect(new MariaDbDialect(new Version(10, 5))).TakesLists.ShouldBeFalse();
        new JsonDialect(new MariaDbDialect(new Version(10, 6))).TakesLists.ShouldBeTrue();
        _json.TakesLists.ShouldBeTrue();
    }

    [Fact]
    public void Knows_which_keys_documents_can_hold()
    {
        _json.CanHold(_number).ShouldBeTrue();
        _json.CanHold(_text).ShouldBeTrue();
        _json.CanHold(new(new Column { Name = "id", Type = "binary(16)" }, null)).ShouldBeFalse();
        _json.CanHold(new(new Column { Name = "id", Type = "decimal(9,2)" }, null)).ShouldBeFalse();
    }
}
