using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Fidelity;

public sealed class TableTests
{
    [Theory, OnEachServer]
    public Task Generated_columns_are_computed_again(ServerKind kind) => RoundTrip.SurvivesEitherWayAsync(
        kind,
        "CREATE TABLE t (a INT, s INT GENERATED ALWAYS AS (a * 2) STORED, v VARCHAR(20) GENERATED ALWAYS AS (CONCAT('x', a)) VIRTUAL, b INT, KEY (s))",
        "INSERT INTO t (a, b) VALUES (1, 2), (NULL, 3), (5, NULL)");

    [Theory, OnEachServer]
    public Task Defaults_that_are_expressions_are_no_generated_columns(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (id INT, u CHAR(36) DEFAULT (UUID()), n INT DEFAULT (1 + 1), j JSON DEFAULT ('[]'))", "INSERT INTO t (id) VALUES (1), (2)");

    [Fact]
    public Task A_table_of_only_generated_columns_keeps_its_rows() => RoundTrip.SurvivesAsync(
        ServerKind.MySql, "CREATE TABLE t (g INT GENERATED ALWAYS AS (1) STORED)", "INSERT INTO t VALUES (DEFAULT), (DEFAULT), (DEFAULT)");

    [Theory, OnEachServer]
    public Task Invisible_columns_come_back_with_their_values(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (id INT PRIMARY KEY, hidden VARCHAR(10) INVISIBLE DEFAULT 'x', shown INT)", "INSERT INTO t (id, hidden, shown) VALUES (1, 'secret', 2), (2, NULL, 3)");

    [Fact]
    public Task Generated_invisible_primary_keys_come_back() => RoundTrip.SurvivesAsync(
        ServerKind.MySql, "SET SESSION sql_generate_invisible_primary_key = ON", "CREATE TABLE t (v INT)", "INSERT INTO t VALUES (5), (6)");

    [Theory, OnEachServer]
    public Task Every_kind_of_index_comes_back_in_order(ServerKind kind) => RoundTrip.SurvivesEitherWayAsync(
        kind,
        "CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(200), b TEXT, c INT, p POINT NOT NULL, UNIQUE KEY u (a, c), KEY prefix (b(10)), KEY des (c DESC, a), FULLTEXT KEY ft1 (b), FULLTEXT KEY ft2 (a, b), SPATIAL KEY sp (p), KEY commented (c) COMMENT 'why') ENGINE=InnoDB",
        "INSERT INTO t VALUES (1, 'a', 'some words here', 1, ST_GeomFromText('POINT(1 1)')), (2, 'b', 'other words', 2, ST_GeomFromText('POINT(2 2)'))");

    [Fact]
    public Task Functional_and_invisible_indexes_come_back_on_mysql() => RoundTrip.SurvivesAsync(
        ServerKind.MySql,
        "CREATE TABLE t (id INT PRIMARY KEY, a INT, j JSON, KEY f ((a * 2)), KEY inv (a) INVISIBLE, KEY m ((CAST(j->'$[*]' AS UNSIGNED ARRAY))), FULLTEXT KEY n (x) WITH PARSER ngram, x TEXT)",
        "INSERT INTO t VALUES (1, 2, '[1,2,3]', 'text'), (2, 3, '[]', NULL)");

    [Fact]
    public Task Ignored_indexes_come_back_on_mariadb() => RoundTrip.SurvivesAsync(
        ServerKind.MariaDb, "CREATE TABLE t (id INT PRIMARY KEY, a INT, KEY k (a) IGNORED)", "INSERT INTO t VALUES (1, 1)");

    [Theory, OnEachServer]
    public Task An_auto_increment_that_is_no_primary_key_keeps_its_index(ServerKind kind) => RoundTrip.SurvivesEitherWayAsync(
        kind, "CREATE TABLE t (a INT, id INT NOT NULL AUTO_INCREMENT, KEY other (a), KEY needed (id))", "INSERT INTO t VALUES (1, 10), (2, 20)");

    [Theory, OnEachServer]
    public Task Foreign_keys_in_cycles_and_to_themselves_come_back(ServerKind kind) => RoundTrip.SurvivesEitherWayAsync(
        kind,
        "CREATE TABLE a (id INT PRIMARY KEY, b_id INT, parent INT, CONSTRAINT a_parent FOREIGN KEY (parent) REFERENCES a (id) ON DELETE SET NULL)",
        "CREATE TABLE b (id INT PRIMARY KEY, a_id INT, FOREIGN KEY (a_id) REFERENCES a (id) ON DELETE CASCADE ON UPDATE CASCADE)",
        "ALTER TABLE a ADD CONSTRAINT a_b FOREIGN KEY (b_id) REFERENCES b (id)",
        "INSERT INTO a VALUES (1, 1, 2), (2, NULL, 1)", "INSERT INTO b VALUES (1, 2), (2, NULL)");

    [Theory, OnEachServer]
    public Task Checks_come_back_also_over_rows_that_violate_them(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        kind == ServerKind.MariaDb
            ? ["CREATE TABLE t (a INT CHECK (a > 0), b INT, CONSTRAINT named CHECK (b < 10))", "SET SESSION check_constraint_checks = 0", "INSERT INTO t VALUES (-5, 50), (1, 1)"]
            : ["CREATE TABLE t (a INT CHECK (a > 0), b INT, CONSTRAINT named CHECK (b < 10) NOT ENFORCED)", "INSERT INTO t VALUES (1, 50), (2, 1)"]);

    [Theory, OnEachServer]
    public Task Partitioned_tables_come_back(ServerKind kind) => RoundTrip.SurvivesEitherWayAsync(
        kind,
        "CREATE TABLE r (id INT, y INT, PRIMARY KEY (id, y), KEY k (y)) PARTITION BY RANGE (y) (PARTITION p0 VALUES LESS THAN (2000), PARTITION `p max` VALUES LESS THAN MAXVALUE)",
        "INSERT INTO r VALUES (1, 1999), (2, 2000), (3, 3000)",
        "CREATE TABLE h (id INT PRIMARY KEY) PARTITION BY KEY (id) PARTITIONS 4", "INSERT INTO h VALUES (1), (2), (3), (4), (5)",
        "CREATE TABLE l (id INT, c VARCHAR(5)) PARTITION BY LIST COLUMNS (c) (PARTITION a VALUES IN ('x', 'y'), PARTITION b VALUES IN ('z'))", "INSERT INTO l VALUES (1, 'x'), (2, 'z')");

    [Fact]
    public Task History_of_system_versioned_tables_comes_back_on_mariadb() => RoundTrip.SurvivesAsync(
        ServerKind.MariaDb,
        "CREATE TABLE t (id INT PRIMARY KEY, v INT) WITH SYSTEM VERSIONING", "INSERT INTO t VALUES (1, 1), (2, 2)", "UPDATE t SET v = 10 WHERE id = 1", "DELETE FROM t WHERE id = 2",
        "CREATE TABLE e (id INT PRIMARY KEY, v INT, s TIMESTAMP(6) GENERATED ALWAYS AS ROW START, x TIMESTAMP(6) GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (s, x)) WITH SYSTEM VERSIONING",
        "INSERT INTO e (id, v) VALUES (1, 1)", "UPDATE e SET v = 2");

    [Fact]
    public Task Application_periods_come_back_on_mariadb() => RoundTrip.SurvivesAsync(
        ServerKind.MariaDb,
        "CREATE TABLE t (id INT, s DATE, e DATE, PERIOD FOR p (s, e), UNIQUE (id, p WITHOUT OVERLAPS))", "INSERT INTO t VALUES (1, '2020-01-01', '2020-02-01'), (1, '2020-02-01', '2020-03-01')");

    [Fact]
    public async Task Sequences_go_on_where_they_stood_on_mariadb()
    {
        await using var trip = await RoundTrip.MakeAsync(
            ServerKind.MariaDb,
            "CREATE SEQUENCE s START WITH 5 INCREMENT BY 3 CACHE 10", "SELECT NEXTVAL(s)", "SELECT NEXTVAL(s)",
            "CREATE SEQUENCE c MAXVALUE 3 CYCLE NOCACHE", "CREATE TABLE t (id INT DEFAULT NEXTVAL(s), v INT)", "INSERT INTO t (v) VALUES (1)");

        await trip.RunAsync();

        await trip.ShouldBeEqualAsync();
        Convert.ToInt64(await trip.RestoredAsync("SELECT NEXTVAL(s)")).ShouldBeGreaterThanOrEqualTo(14);
    }

    [Theory, OnEachServer]
    public Task Other_storage_engines_come_back(ServerKind kind) => RoundTrip.SurvivesEitherWayAsync(
        kind,
        "CREATE TABLE m (id INT PRIMARY KEY, v TEXT, FULLTEXT KEY (v)) ENGINE=MyISAM", "INSERT INTO m VALUES (1, 'a'), (2, 'b')",
        "CREATE TABLE h (id INT, KEY (id)) ENGINE=MEMORY", "INSERT INTO h VALUES (1)",
        "CREATE TABLE c (id INT NOT NULL, v VARCHAR(10) NOT NULL) ENGINE=CSV", "INSERT INTO c VALUES (1, 'a,\"b')");

    [Theory, OnEachServer]
    public Task Duplicate_rows_of_a_table_without_keys_come_back_as_often(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind, "CREATE TABLE t (a INT, b VARCHAR(5))", "INSERT INTO t VALUES (1, 'x'), (1, 'x'), (1, 'x'), (NULL, NULL), (NULL, NULL)");

    [Theory, OnEachServer]
    public Task Empty_tables_and_an_empty_database_come_back(ServerKind kind) => RoundTrip.SurvivesAsync(kind, "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(5))");

    [Theory, OnEachServer]
    public Task Table_options_come_back(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(100)) ENGINE=InnoDB ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8 STATS_PERSISTENT=0 COMMENT='it''s; a -- comment'",
        "CREATE TABLE d (id INT PRIMARY KEY) ROW_FORMAT=REDUNDANT", "INSERT INTO t VALUES (1, 'x')");

    [Theory, OnEachServer]
    public Task A_thousand_columns_come_back(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        $"CREATE TABLE t ({string.Join(", ", Enumerable.Range(0, 1000).Select(number => $"c{number} INT"))})",
        $"INSERT INTO t VALUES ({string.Join(", ", Enumerable.Range(0, 1000))})");

    [Theory, OnEachServer]
    public Task Three_hundred_tables_come_back(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind, Enumerable.Range(0, 300).SelectMany(number => new[] { $"CREATE TABLE t{number} (id INT PRIMARY KEY)", $"INSERT INTO t{number} VALUES ({number})" }));
}
