using CsCheck;
using Ferry.MySql.Columns;

namespace Ferry.MySql.Tests.Columns;

public sealed class ColumnTypeTests
{
    [Theory]
    [InlineData("bigint(20) unsigned", "bigint")]
    [InlineData("DECIMAL(65,30) zerofill", "decimal")]
    [InlineData("datetime(6) /* mariadb-5.3 */", "datetime")]
    [InlineData("json", "json")]
    public void Finds_the_bare_type(string type, string bare) => ColumnType.Base(type).ShouldBe(bare);

    [Fact]
    public void Splits_members_whatever_is_in_them()
    {
        ColumnType.Members(@"enum('a,b','it''s','','\\','tab\n','é')").ShouldBe(["a,b", "it's", "", "\\", "tab\n", "é"]);
        ColumnType.Members("set('')").ShouldBe([""]);
        ColumnType.Members("varchar(3)").ShouldBeEmpty();
    }

    [Fact]
    public void Splits_every_list_that_can_be_written() =>
        Pick.One("a", ",", "'", "\\", "\n", "\r", "(", ")", "0", "é", " ").Array[0, 5].Select(parts => string.Concat(parts)).Array[1, 5].Sample(
            members => ColumnType.Members($"enum({string.Join(',', members.Select(Written))})").ShouldBe(members));

    private static string Written(string member) =>
        $"'{member.Replace("\\", @"\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal).Replace("\r", @"\r", StringComparison.Ordinal)}'";
}
