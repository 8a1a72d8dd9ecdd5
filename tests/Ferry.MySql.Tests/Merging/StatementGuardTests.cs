using Ferry.MySql.Merging;

namespace Ferry.MySql.Tests.Merging;

public sealed class StatementGuardTests
{
    private readonly StatementGuard _guard = new("movies_ferry_production");

    [Theory]
    [InlineData("DELETE FROM users")]
    [InlineData("DELETE u FROM users AS u JOIN `movies_ferry_production`.`map_users` AS m ON m.t1 = u.id")]
    [InlineData("delete from `movies`.`users` where 1 = 0")]
    [InlineData("REPLACE INTO users VALUES (1)")]
    [InlineData("TRUNCATE TABLE users")]
    [InlineData("TRUNCATE `movies_ferry_production`.`map_users`")]
    [InlineData("DROP TABLE users")]
    [InlineData("DROP TABLE `movies_ferry_production`.`map_users`, users")]
    [InlineData("DROP DATABASE movies")]
    [InlineData("ALTER TABLE users ADD x INT")]
    [InlineData("CREATE TABLE users2 (id INT)")]
    [InlineData("INSERT INTO users VALUES (1) ON DUPLICATE KEY UPDATE name = 'x'")]
    [InlineData("INSERT IGNORE INTO users VALUES (1)")]
    [InlineData("UPDATE IGNORE users SET id = 2")]
    [InlineData("SELECT 1; DELETE FROM users")]
    [InlineData("/*! DELETE FROM users */")]
    [InlineData("SELECT 1 /*!; DELETE FROM users */")]
    [InlineData("SELECT * FROM users INTO OUTFILE '/tmp/x'")]
    [InlineData("WITH x AS (SELECT 1) DELETE FROM users")]
    [InlineData("CALL purge()")]
    [InlineData("ANALYZE DELETE FROM users")]
    [InlineData("ANALYZE FORMAT=JSON DELETE FROM users")]
    [InlineData("ANALYZE NO_WRITE_TO_BINLOG TABLE `movies_ferry_production`.`map_users`, users")]
    [InlineData("SET STATEMENT max_statement_time = 9 FOR DELETE FROM users")]
    [InlineData("SET SESSION foreign_key_checks = 1")]
    [InlineData("SET STATEMENT foreign_key_checks = 1 FOR DELETE FROM users")]
    [InlineData("SET STATEMENT foreign_key_checks = 0 FOR INSERT INTO users SELECT 1")]
    [InlineData("SET STATEMENT foreign_key_checks = 1, sql_mode = '' FOR INSERT INTO users SELECT 1")]
    [InlineData("SET STATEMENT foreign_key_checks = 1 FOR INSERT INTO users SELECT 1 ON DUPLICATE KEY UPDATE name = 'x'")]
    [InlineData("SET STATEMENT foreign_key_checks = 1 FOR INSERT IGNORE INTO users SELECT 1")]
    [InlineData("RENAME TABLE users TO gone")]
    [InlineData("LOAD DATA INFILE '/tmp/x' REPLACE INTO TABLE users")]
    [InlineData("")]
    public void Refuses_what_could_remove_or_replace_rows_of_the_target(string sql) =>
        Should.Throw<FerryException>(() => _guard.Demand(sql)).Kind.ShouldBe(FailureKind.Refused);

    [Theory]
    [InlineData("SELECT COUNT(*) FROM users WHERE name = 'DELETE FROM users; REPLACE'")]
    [InlineData("INSERT INTO `users` (`id`) SELECT 1")]
    [InlineData("SET STATEMENT foreign_key_checks = 1 FOR INSERT INTO `users` (`id`) SELECT 1")]
    [InlineData("INSERT /*+ SET_VAR(foreign_key_checks = 1) */ INTO `users` (`id`) SELECT 1")]
    [InlineData("UPDATE `users` AS t JOIN `movies_ferry_production`.`act1_users` AS a SET t.`name` = a.n1 WHERE t.`id` = a.t1")]
    [InlineData("DELETE FROM `movies_ferry_production`.`map_users` WHERE first_run = 3")]
    [InlineData("DROP TABLE `movies_ferry_production`.`new_users`")]
    [InlineData("CREATE TABLE `movies_ferry_production`.`new_users` (`id` bigint)")]
    [InlineData("ANALYZE NO_WRITE_TO_BINLOG TABLE `movies_ferry_production`.`new_users`")]
    public void Lets_through_what_a_merge_is_made_of(string sql) => Should.NotThrow(() => _guard.Demand(sql));
}
