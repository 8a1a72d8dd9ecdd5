using Ferry.MySql.Schema;

namespace Ferry.MySql.Tests.Schema;

public sealed class TableEnginesTests
{
    [Theory]
    [InlineData("FEDERATED", "ENGINE=FEDERATED CONNECTION='mysql://a@b/c/d'", true)]
    [InlineData("SPIDER", "ENGINE=SPIDER", true)]
    [InlineData("InnoDB", "ENGINE=InnoDB COMMENT='ENGINE=CONNECT'", false)]
    [InlineData("CONNECT", "ENGINE=CONNECT CONNECTION='mysql://a@b/c/d' `table_type`='MYSQL'", true)]
    [InlineData("CONNECT", "ENGINE=CONNECT `table_type`='CSV' `file_name`='/data/x.csv'", true)]
    [InlineData("CONNECT", "ENGINE=CONNECT `table_type`='JSON' `http`='https://x.org'", true)]
    [InlineData("CONNECT", "ENGINE=CONNECT DEFAULT CHARSET=latin1 `table_type`=csv `header`=1", false)]
    [InlineData("CONNECT", "ENGINE=CONNECT DEFAULT CHARSET=utf8mb4", false)]
    public void Knows_whose_rows_are_elsewhere(string engine, string options, bool remote) =>
        TableEngines.IsRemote(engine, $"CREATE TABLE `t` (\n  `file_name` varchar(10) COMMENT '`file_name`=1'\n) {options}").ShouldBe(remote);
}
