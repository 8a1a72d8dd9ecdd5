using Ferry.MySql.Ddl;

namespace Ferry.MySql.Tests.Ddl;

public sealed class DatabaseRenameTests
{
    [Theory]
    [InlineData("select `movies`.`movies`.`id` AS `id` from `movies`.`movies`", "select `copy`.`movies`.`id` AS `id` from `copy`.`movies`")]
    [InlineData("select `movies`.`id` AS `id` from `movies` where (`movies`.`id` > 1)", "select `movies`.`id` AS `id` from `movies` where (`movies`.`id` > 1)")]
    [InlineData("select `movies`.`twice`(`movies`.`id`) from `movies`", "select `copy`.`twice`(`movies`.`id`) from `movies`")]
    [InlineData("select 'movies.x', \"movies.y\" /* movies.z */ from (`movies`.`a` join `movies`.`b` on(`movies`.`id` = 1))", "select 'movies.x', \"movies.y\" /* movies.z */ from (`copy`.`a` join `copy`.`b` on(`movies`.`id` = 1))")]
    [InlineData("select extract(year from `movies`.`d`) from x", "select extract(year from `movies`.`d`) from x")]
    [InlineData("CREATE TRIGGER `t` BEFORE INSERT ON movies.log FOR EACH ROW UPDATE movies.a SET b = 1", "CREATE TRIGGER `t` BEFORE INSERT ON `copy`.log FOR EACH ROW UPDATE `copy`.a SET b = 1")]
    [InlineData("select `other`.`movies`.`id` from `other`.`movies`", "select `other`.`movies`.`id` from `other`.`movies`")]
    public void Rewrites_the_database_and_nothing_that_looks_like_it(string sql, string expected) =>
        Rename("movies").Apply(SqlText.Read(sql), "View v").ShouldBe(expected);

    [Fact]
    public void Rewrites_sequence_defaults_where_no_table_bears_the_name() =>
        Rename("other").Apply(SqlText.Read("CREATE TABLE `t` (`id` int DEFAULT nextval(`movies`.`s`))"), "Table t")
            .ShouldBe("CREATE TABLE `t` (`id` int DEFAULT nextval(`copy`.`s`))");

    [Fact]
    public void Refuses_what_could_mean_either() =>
        Should.Throw<FerryException>(() => Rename("movies").Apply(SqlText.Read("SELECT nextval(`movies`.`s`)"), "View v")).Code.ShouldBe("mysql.rename-ambiguous");

    private static DatabaseRename Rename(string table) => new("movies", "copy", new HashSet<string> { table }, IgnoreCase: false);
}
