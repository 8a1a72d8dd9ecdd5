using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Fidelity;

public sealed class NameTests
{
    [Theory, OnEachServer]
    public Task Hostile_names_come_back(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE `a``b` (`c``d` INT PRIMARY KEY, `select` INT, `x.y` INT, `;` INT, KEY `k``1` (`select`))", "INSERT INTO `a``b` VALUES (1, 2, 3, 4)",
        "CREATE TABLE `..` (`%` INT)", "INSERT INTO `..` VALUES (1)",
        "CREATE TABLE `a/b` (id INT)", "CREATE TABLE `*` (id INT)", "CREATE TABLE `1` (`1` INT)", "CREATE TABLE `table` (`from` INT)",
        "CREATE TABLE `quote'\"q` (`it's` INT)", "INSERT INTO `quote'\"q` VALUES (7)",
        "CREATE TABLE `dollar$` (id INT)", "CREATE TABLE `with space` (id INT)");

    [Theory, OnEachServer]
    public Task Line_feeds_and_comment_marks_in_names_cannot_inject(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE `a\n; DROP TABLE x; --!` (id INT) COMMENT='*/ ; DROP TABLE y; /*\n-- '", "INSERT INTO `a\n; DROP TABLE x; --!` VALUES (1)",
        "CREATE TABLE `\\! touch` (`*/` INT COMMENT '\\\\! echo\n')", "CREATE TABLE x (id INT)", "CREATE TABLE y (id INT)",
        "CREATE VIEW `v\n--!` AS SELECT 1 AS `c\n;`");

    [Theory, OnEachServer]
    public Task Names_of_64_wide_characters_come_back(ServerKind kind)
    {
        var name = new string('é', 64);
        return RoundTrip.SurvivesAsync(kind, $"CREATE TABLE `{name}` (`{name}` INT, KEY `{name}` (`{name}`))", $"INSERT INTO `{name}` VALUES (1)");
    }

    [Theory, OnEachServer]
    public Task Names_that_match_each_other_as_patterns_stay_apart(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t_1 (id INT)", "CREATE TABLE t21 (id INT)", "INSERT INTO t21 VALUES (1)",
        "CREATE TRIGGER tr BEFORE INSERT ON t21 FOR EACH ROW SET NEW.id = NEW.id + 1",
        "CREATE TABLE `VIEW` (id INT) COMMENT='VIEW'");

    [Theory, OnEachServer]
    public async Task Tables_that_differ_only_by_case_stay_apart(ServerKind kind)
    {
        var server = TestServer.Of(kind).RequireAvailable();
        var sensitive = await ServerText.ScalarAsync(server.ConnectionString, "SELECT @@lower_case_table_names", TestContext.Current.CancellationToken);
        Assert.SkipUnless(Convert.ToInt64(sensitive) == 0, "The file system under this server does not tell case apart.");

        await RoundTrip.SurvivesAsync(kind, "CREATE TABLE Users (id INT)", "INSERT INTO Users VALUES (1)", "CREATE TABLE users (id INT)", "INSERT INTO users VALUES (2)");
    }
}
