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
        var replaced = json.Replace("@d", [new("$.a", json.KeyAt(_number, "@d", "$.a"), "7"), new("$.b", json.KeyAt(_number, "@d", "$.b"), "8")]);

        (await AskAsync($"SELECT {replaced}", document)).ShouldBe(expected);
    }

    [Fact]
    public async Task Writes_a_null_for_a_key_of_nobody_and_leaves_other_values_alone()
    {
        var replaced = new JsonDialect().Replace("@d", [new("$.a", "1", "NULL"), new("$.b", "NULL", "5")]);

        (await AskAsync($"SELECT {replaced}", """{"a":1,"b":{"x":1}}""")).ShouldBe("""{"a":null,"b":{"x":1}}""");
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
