using Ferry.Merging;
using Ferry.MySql.Dialects;
using Ferry.MySql.Merging;
using Ferry.Schema;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Merging;

public sealed class SameJsonTests
{
    private static readonly ColumnShape _text = new(new Column { Name = "d", Type = "longtext", Collation = "utf8mb4_general_ci" }, null);
    private static readonly ColumnShape _json = _text with { HoldsJson = true };

    public static TheoryData<ServerKind, string, string, bool> Documents
    {
        get
        {
            (string Left, string Right, bool Same)[] cases =
            [
                ("""{"a": 1, "b": [1, 2]}""", """{"b":[1,2],"a":1.0}""", true), ("""{"a":[1,2]}""", """{"a":[2,1]}""", false), ("""{"a":"X"}""", """{"a":"x"}""", false), ("""{"a":"x"}""", """{"a":"x "}""", false),
                ("""{"a":12345678901234567}""", """{"a":12345678901234568}""", false), ("a: 1", "a:1", false), ("a: 1", "a: 1", true), ("""{"a":1}""", "a: 1", false), ("", "", true),
            ];
            var data = new TheoryData<ServerKind, string, string, bool>();
            foreach (var server in new[] { ServerKind.MariaDb, ServerKind.MySql })
            {
                foreach (var (left, right, same) in cases)
                {
                    data.Add(server, left, right, same);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Compares_what_holds_JSON_by_what_it_means(ServerKind server, string left, string right, bool same)
    {
        await using var database = await TestServer.Of(server).CreateDatabaseAsync("same", TestContext.Current.CancellationToken);
        ServerDialect dialect = server == ServerKind.MariaDb ? new MariaDbDialect(new Version(10, 7)) : new MySqlDialect(new Version(8, 0));

        (await AskAsync(database, new MergeDialect(dialect).Same(_json, $"'{left}'", $"'{right}'"))).ShouldBe(same ? "1" : "0");
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Takes_no_document_for_NULL(ServerKind server)
    {
        await using var database = await TestServer.Of(server).CreateDatabaseAsync("same", TestContext.Current.CancellationToken);
        ServerDialect dialect = server == ServerKind.MariaDb ? new MariaDbDialect(new Version(10, 7)) : new MySqlDialect(new Version(8, 0));

        (await AskAsync(database, new MergeDialect(dialect).Same(_json, "NULL", "NULL"))).ShouldBe("1");
        (await AskAsync(database, new MergeDialect(dialect).Same(_json, "NULL", "'{}'"))).ShouldBe("0");
    }

    [Fact]
    public void Compares_texts_by_their_bytes_and_so_JSON_where_the_server_has_no_normal_form()
    {
        var (with, without) = (new MariaDbDialect(new Version(10, 7)), new MariaDbDialect(new Version(10, 6)));

        new MergeDialect(with).Same(_text, "l", "r").ShouldBe(with.SameBytes("longtext", "l", "r"));
        new MergeDialect(without).Same(_json, "l", "r").ShouldBe(without.SameBytes("longtext", "l", "r"));
    }

    private static Task<string?> AskAsync(TestDatabase database, string condition) => database.ScalarAsync<string>($"SELECT CAST({condition} AS CHAR)", TestContext.Current.CancellationToken);
}
