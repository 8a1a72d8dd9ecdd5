using CsCheck;
using Ferry.MySql.Ddl;

namespace Ferry.MySql.Tests.Ddl;

public sealed class SqlLexerTests
{
    private static readonly string[] _pieces =
    [
        "select", " ", "\n", "`a``b`", "'it''s'", "'back\\'slash'", "\"text\"", "-- line ; ' \n", "# line ` \n", "/* block ; ' */", "/*!50100 ", "/*M!100100 ",
        "12", "1.5e-3", "0x1F", "x'00'", "b'01'", "_latin1'x'", "N'x'", "@var", ";", ",", "(", ")", ".", "a1", "1a", "é", "💾", "$$ body $$", "5--3",
    ];

    [Fact]
    public void Tokens_are_the_text_again() =>
        Gen.Int[0, _pieces.Length - 1].Select(index => _pieces[index]).Array[0, 40].Select(string.Concat).Sample(sql =>
        {
            List<SqlToken> tokens;
            try
            {
                tokens = SqlLexer.Read(sql, SqlSyntax.Pinned);
            }
            catch (FormatException)
            {
                return;
            }

            string.Concat(tokens.Select(token => sql.Substring(token.Start, token.Length))).ShouldBe(sql);
            tokens.ShouldAllBe(token => token.Length > 0);
        });

    [Theory]
    [InlineData("'a' -- ' \n 'b'", "'a'|'b'")]
    [InlineData("`x;`.`y`", "`x;`|.|`y`")]
    [InlineData("5--3", "5|-|-|3")]
    [InlineData("a/*!80013 , b */c", "a|,|b|c")]
    [InlineData("t.1a + 1e5 + .5", "t|.|1a|+|1e5|+|.5")]
    [InlineData("`t`..5", "`t`|.|.5")]
    [InlineData("_binary'\\\\' 'x'", "_binary|'\\\\'|'x'")]
    [InlineData("/* '; */ # \"\n y", "y")]
    public void Cuts_statements_where_servers_do(string sql, string expected)
    {
        var text = SqlText.Read(sql);

        string.Join('|', text.Tokens.Select(token => sql.Substring(token.Start, token.Length))).ShouldBe(expected);
    }

    [Fact]
    public void Reads_quotes_as_the_saved_sql_mode_says()
    {
        var text = SqlText.Read("\"a name\" = '\\'", SqlSyntax.Of("PIPES_AS_CONCAT,ANSI_QUOTES,NO_BACKSLASH_ESCAPES"));

        text.Name(0).ShouldBe("a name");
        text.Tokens.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("'open")]
    [InlineData("`open")]
    [InlineData("/* open")]
    [InlineData("/*!50100 open")]
    public void Refuses_what_does_not_end(string sql) =>
        Should.Throw<FerryException>(() => SqlText.Read(sql)).Kind.ShouldBe(FailureKind.Unsupported);
}
