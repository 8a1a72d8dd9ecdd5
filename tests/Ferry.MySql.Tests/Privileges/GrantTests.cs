using Ferry.MySql.Privileges;

namespace Ferry.MySql.Tests.Privileges;

public sealed class GrantTests
{
    [Theory]
    [InlineData("GRANT ALL PRIVILEGES ON *.* TO `root`@`localhost` WITH GRANT OPTION", "anything", true)]
    [InlineData("GRANT SELECT, LOCK TABLES, TRIGGER ON `movies`.* TO `app`@`%`", "movies", true)]
    [InlineData("GRANT SELECT, TRIGGER ON `mov%`.* TO `app`@`%`", "movies", true)]
    [InlineData("GRANT TRIGGER ON `a_b`.* TO `app`@`%`", "axb", true)]
    [InlineData(@"GRANT TRIGGER ON `a\_b`.* TO `app`@`%`", "axb", false)]
    [InlineData(@"GRANT TRIGGER ON `a\_b`.* TO `app`@`%`", "a_b", true)]
    [InlineData("GRANT TRIGGER ON `we``ird.name`.* TO `app`@`%`", "we`ird.name", true)]
    [InlineData("GRANT TRIGGER ON `movies`.`one` TO `app`@`%`", "movies", false)]
    [InlineData("GRANT SELECT (`a`), INSERT ON `movies`.* TO `app`@`%`", "movies", false)]
    [InlineData("GRANT USAGE ON *.* TO `app`@`%`", "movies", false)]
    public void Tells_whether_triggers_can_be_seen(string line, string database, bool granted)
    {
        var grant = Grant.Parse(line).ShouldNotBeNull();

        (grant.Covers(database) && grant.Has("TRIGGER")).ShouldBe(granted);
    }

    [Theory]
    [InlineData("GRANT `reader`@`%` TO `app`@`%`")]
    [InlineData("GRANT PROXY ON ``@`` TO `root`@`localhost` WITH GRANT OPTION")]
    [InlineData("REVOKE SELECT ON `mysql`.* FROM `app`@`%`")]
    public void Passes_over_lines_that_grant_no_privilege(string line) => Grant.Parse(line).ShouldBeNull();
}
