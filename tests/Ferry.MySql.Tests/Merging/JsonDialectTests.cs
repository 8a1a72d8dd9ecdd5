using Ferry.Merging;
using Ferry.MySql.Merging;
using Ferry.Schema;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Merging;

public sealed class JsonDialectTests
{
    private static readonly ColumnShape _number = new(new Column { Name = "id", Type = "bigint unsigned" }, null);
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

        var found = await database.ScalarAsync<string>($"SELECT COALESCE(CAST({new JsonDialect().KeyAt(number ? _number : _text, "d", "$.a.b")} AS CHAR), 'nothing') FROM t", TestContext.Current.CancellationToken);

        found.ShouldBe(key ?? "nothing");
    }

    [Fact]
    public void Writes_all_keys_of_a_document_by_one_call()
    {
        new JsonDialect().Replace("n.`d`", [new("$.a", "f", "r0.t1"), new("$.\"it's\"", "g", "r1.t1")]).ReplaceLineEndings("\n").ShouldBe(
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

    [Fact]
    public void Knows_which_keys_documents_can_hold()
    {
        var json = new JsonDialect();

        json.CanHold(_number).ShouldBeTrue();
        json.CanHold(_text).ShouldBeTrue();
        json.CanHold(new(new Column { Name = "id", Type = "binary(16)" }, null)).ShouldBeFalse();
        json.CanHold(new(new Column { Name = "id", Type = "decimal(9,2)" }, null)).ShouldBeFalse();
    }
}
