using Ferry.MySql.Ddl;

namespace Ferry.MySql.Tests.Ddl;

public sealed class TableFoldersTests
{
    [Fact]
    public void Takes_out_the_folders_of_a_table_and_of_its_partitions()
    {
        const string Ddl = """
            CREATE TABLE `t` (
              `DATA` int(11) NOT NULL COMMENT 'DATA DIRECTORY=''/x''',
              KEY `INDEX` (`DATA`)
            ) ENGINE=InnoDB COMMENT='INDEX DIRECTORY=''/x''' DATA DIRECTORY='/d/' INDEX DIRECTORY = '/i''/'
             PARTITION BY RANGE (`DATA`)
            (PARTITION `a` VALUES LESS THAN (10) DATA DIRECTORY = '/d' ENGINE = InnoDB,
             PARTITION `b` VALUES LESS THAN MAXVALUE ENGINE = InnoDB)
            """;

        TableFolders.Remove(Ddl).ShouldBe(Ddl
            .Replace(" DATA DIRECTORY='/d/'", " ", StringComparison.Ordinal)
            .Replace(" INDEX DIRECTORY = '/i''/'", " ", StringComparison.Ordinal)
            .Replace(" DATA DIRECTORY = '/d' ", "  ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("CREATE TABLE t (a INT) DATA DIRECTORY='/d'", true)]
    [InlineData("CREATE TABLE t (a INT COMMENT 'DATA DIRECTORY=1') COMMENT='DATA DIRECTORY=''/d'''", false)]
    [InlineData("CREATE TABLE t (a INT)", false)]
    public void Knows_whether_there_are_any(string ddl, bool has) => TableFolders.Has(ddl).ShouldBe(has);
}
