using Ferry.Merging;
using Ferry.Schema;
using Ferry.Sqlite.Merging;
using Microsoft.Data.Sqlite;

namespace Ferry.Sqlite.Tests.Merging;

public sealed class JsonDialectTests
{
    private static readonly ColumnShape _number = new(new Column { Name = "id", Type = "INTEGER" }, null);
    private static readonly ColumnShape _text = new(new Column { Name = "code", Type = "TEXT" }, null);

    [Theory]
    [InlineData(true, """{"a":{"b":12}}""", "12")]
    [InlineData(true, """{"a":{"b":"0012"}}""", "12")]
    [InlineData(true, """{"a":{"b":1.5}}""", null)]
    [InlineData(true, """{"a":{"b":"1x"}}""", null)]
    [InlineData(true, """{"a":{"b":true}}""", null)]
    [InlineData(true, """{"a":{"b":null}}""", null)]
    [InlineData(true, """{"a":{}}""", null)]
    [InlineData(true, "a: 12", null)]
    [InlineData(true, """{"a":{"b":1234567890123456789}}""", "1234567890123456789")]
    [InlineData(true, """{"a":{"b":"1234567890123456789"}}""", "1234567890123456789")]
    [InlineData(true, """{"a":{"b":"9999999999999999999"}}""", null)]
    [InlineData(false, """{"a":{"b":"é'"}}""", "é'")]
    [InlineData(false, """{"a":{"b":12}}""", null)]
    [InlineData(false, "", null)]
    public async Task Finds_keys_of_the_column_s_kind_and_nothing_else(bool number, string document, string? key) =>
        (await AskAsync($"SELECT CAST({new JsonDialect().KeyAt(number ? _number : _text, "@d", "$.a.b")} AS TEXT)", document)).ShouldBe(key);

    [Theory]
    [InlineData("""{"a":1, "b":"1","c":[1.50]}""", """{"a":7,"b":"8","c":[1.50]}""")]
    [InlineData("""{"c":1}""", """{"c":1}""")]
    public async Task Writes_all_keys_of_a_document_and_keeps_what_were_strings(string document, string expected)
    {
        var json = new JsonDialect();
        var replaced = json.Replace("@d", [new("$.a", json.KeyAt(_number, "@d", "$.a"), "7"), new("$.b", json.KeyAt(_number, "@d", "$.b"), "8")], []);

        (await AskAsync($"SELECT {replaced}", document)).ShouldBe(expected);
    }

    [Fact]
    public async Task Writes_a_null_for_a_key_of_nobody_and_leaves_other_values_alone()
    {
        var replaced = new JsonDialect().Replace("@d", [new("$.a", "1", "NULL"), new("$.b", "NULL", "5")], []);

        (await AskAsync($"SELECT {replaced}", """{"a":1,"b":{"x":1}}""")).ShouldBe("""{"a":null,"b":{"x":1}}""");
    }

    [Theory]
    [InlineData("""{"l":[1, "2", null, 1.50, {"l": 1}, "\\u00e9'"], "x":1.50}""", """{"l":[7,"7",null,1.50,{"l":1},"\\u00e9'"],"x":1.50}""")]
    [InlineData("""{"l":[]}""", """{"l":[]}""")]
    [InlineData("""{"l":{"0":1}}""", """{"l":{"0":1}}""")]
    [InlineData("""{"x":1}""", """{"x":1}""")]
    public async Task Writes_the_keys_of_a_list_and_leaves_everything_else_of_it_alone(string document, string expected)
    {
        var json = new JsonDialect();
        var elements = json.Elements("@d", "$.l", "e");
        var list = new JsonList("$.l", elements, "", [new("$", json.KeyAt(_number, elements.One, "$"), "7")], []);

        (await AskAsync($"SELECT {json.Replace("@d", [], [list])}", document)).ShouldBe(expected);
    }

    [Fact]
    public async Task Finds_no_elements_in_what_is_no_JSON() =>
        (await AskAsync($"SELECT CAST(COUNT(*) AS TEXT) FROM {new JsonDialect().Elements("@d", "$.l", "e").From}", "l: [1]")).ShouldBe("0");

    [Theory]
    [InlineData("JSON", """{"a": 1,  "b":[1, 2]}""", """{"a":1,"b":[1,2]}""", true)]
    [InlineData("TEXT", """{"a": 1}""", """{"a":1}""", false)]
    [InlineData("JSON", """{"a":1,"b":2}""", """{"b":2,"a":1}""", false)]
    [InlineData("JSON", """{"a":"x  y"}""", """{"a":"x y"}""", false)]
    [InlineData("JSON", "a: 1", "a:1", false)]
    [InlineData("JSON", "a: 1", "a: 1", true)]
    [InlineData("JSON", "a: 1", """{"a":1}""", false)]
    public async Task Compares_what_is_declared_JSON_without_its_blanks(string type, string left, string right, bool same)
    {
        var condition = new MergeDialect().Same(new(new Column { Name = "d", Type = type }, null), "@d", $"'{right}'");

        (await AskAsync($"SELECT CAST({condition} AS TEXT)", left)).ShouldBe(same ? "1" : "0");
    }

    [Fact]
    public async Task Takes_no_document_for_NULL()
    {
        var column = new ColumnShape(new Column { Name = "d", Type = "JSON" }, null);

        (await AskAsync($"SELECT CAST({new MergeDialect().Same(column, "NULL", "@d")} AS TEXT)", "{}")).ShouldBe("0");
        (await AskAsync($"SELECT CAST({new MergeDialect().Same(column, "NULL", "NULL")} AS TEXT) || substr(@d, 1, 0)", "{}")).ShouldBe("1");
    }

    [Theory]
    [InlineData("bigint", true)]
    [InlineData("varchar(20)", true)]
    [InlineData("BLOB", false)]
    [InlineData("REAL", false)]
    public void Knows_which_keys_documents_can_hold(string type, bool holds) => new JsonDialect().CanHold(new(new Column { Name = "id", Type = type }, null)).ShouldBe(holds);

    private static async Task<string?> AskAsync(string sql, string document)
    {
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("@d", document);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) as string;
    }
}
