using Ferry.Sqlite.Merging;

namespace Ferry.Sqlite.Tests.Merging;

public sealed class StatementGuardTests
{
    private readonly StatementGuard _guard = new("ferry_production_");

    [Theory]
    [InlineData("DELETE FROM users")]
    [InlineData("DELETE FROM \"users\" WHERE 0")]
    [InlineData("REPLACE INTO users VALUES (1)")]
    [InlineData("INSERT OR REPLACE INTO users VALUES (1)")]
    [InlineData("UPDATE OR REPLACE users SET id = 2")]
    [InlineData("INSERT INTO users VALUES (1) ON CONFLICT (id) DO UPDATE SET name = 'x'")]
    [InlineData("WITH x AS (SELECT 1) DELETE FROM users")]
    [InlineData("WITH x AS (SELECT 1) INSERT OR REPLACE INTO users SELECT * FROM x")]
    [InlineData("DROP TABLE users")]
    [InlineData("DROP INDEX \"ferry_production_map_users_1\"")]
    [InlineData("ALTER TABLE users ADD x INT")]
    [InlineData("CREATE TABLE users2 (id INT)")]
    [InlineData("CREATE TRIGGER \"ferry_production_x\" AFTER INSERT ON users BEGIN DELETE FROM users; END")]
    [InlineData("CREATE INDEX \"ferry_production_x\" ON \"users\" (\"id\")")]
    [InlineData("SELECT 1; DELETE FROM users")]
    [InlineData("PRAGMA writable_schema = ON")]
    [InlineData("ATTACH 'other' AS o")]
    [InlineData("VACUUM")]
    [InlineData("ANALYZE")]
    [InlineData("")]
    public void Refuses_what_could_remove_or_replace_rows_of_the_target(string sql) =>
        Should.Throw<FerryException>(() => _guard.Demand(sql)).Kind.ShouldBe(FailureKind.Refused);

    [Theory]
    [InlineData("SELECT count(*) FROM users WHERE name = 'DELETE FROM users; REPLACE'")]
    [InlineData("SELECT replace(name, 'a', 'b') FROM users")]
    [InlineData("INSERT INTO \"users\" (\"id\") SELECT 1")]
    [InlineData("UPDATE \"users\" AS t SET \"name\" = a.n1 FROM \"ferry_production_act1_users\" AS a WHERE t.\"id\" = a.t1")]
    [InlineData("DELETE FROM \"ferry_production_map_users\" WHERE first_run = 3")]
    [InlineData("DROP TABLE \"ferry_production_new_users\"")]
    public void Lets_through_what_a_merge_is_made_of(string sql) => Should.NotThrow(() => _guard.Demand(sql));
}
