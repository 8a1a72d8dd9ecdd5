using CsCheck;
using Ferry.MySql.Dialects;
using Ferry.TestServers;
using MySqlConnector;

namespace Ferry.MySql.Tests.Dialects;

public sealed class QuoteTests
{
    // Every character that a lexer might trip over, and a few that it should not.
    private static readonly Gen<string> _texts = Gen.OneOf(
        Pick.One("'", "''", "\\", "\\'", "`", "``", "\"", "\0", "\n", "\r", "\u001A", "%", "_", "*/", "-- ", "#", ";", "@x", "?", "é", "😀", "a", " "),
        Gen.Char.AlphaNumeric.Select(character => character.ToString())).Array[0, 20].Select(parts => string.Concat(parts));

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Gives_every_text_back_as_a_literal(ServerKind kind)
    {
        await using var connection = await TestServer.Of(kind).OpenAsync(TestContext.Current.CancellationToken);

        await _texts.SampleAsync(async text => (await AskAsync(connection, $"SELECT {Quote.Literal(text)}", 0)).ShouldBe(text), iter: 200, threads: 1);
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Gives_every_name_back_as_an_identifier(ServerKind kind)
    {
        await using var connection = await TestServer.Of(kind).OpenAsync(TestContext.Current.CancellationToken);

        // Neither server takes NUL, spaces at the ends or characters beyond the first plane in a name, nor a control character at the start of an alias.
        await _texts.Where(name => name.Length > 0 && !name.Contains('\0', StringComparison.Ordinal) && name.Trim() == name && !name.Any(char.IsSurrogate) && !char.IsControl(name[0])).SampleAsync(
            async name => (await NameAsync(connection, $"SELECT 1 AS {Quote.Identifier(name)}")).ShouldBe(name), iter: 200, threads: 1);
    }

    [Fact]
    public void Writes_bytes_in_hexadecimal()
    {
        Quote.Bytes([0, 0x27, 0xFF]).ShouldBe("X'0027FF'");
        Quote.Text("latin1", [0xE9]).ShouldBe("_latin1 X'E9'");
        Quote.Identifier("a`b", "c").ShouldBe("`a``b`.`c`");
    }

    private static async Task<string?> AskAsync(MySqlConnection connection, string sql, int column)
    {
        await using var command = new MySqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        (await reader.ReadAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
        return reader.GetString(column);
    }

    private static async Task<string> NameAsync(MySqlConnection connection, string sql)
    {
        await using var command = new MySqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        return reader.GetName(0);
    }
}
