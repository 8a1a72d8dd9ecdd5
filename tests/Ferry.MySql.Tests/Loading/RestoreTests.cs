using Ferry.TestServers;

namespace Ferry.MySql.Tests.Loading;

public sealed class RestoreTests
{
    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Restores_keys_and_foreign_keys_in_their_order(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync(cancellationToken: TestContext.Current.CancellationToken);
        await Statements.RunAsync(database,
            "CREATE TABLE genres (id int unsigned NOT NULL AUTO_INCREMENT, name varchar(20) NOT NULL DEFAULT 'a,(b)`''', PRIMARY KEY (id), UNIQUE KEY by_name (name)) AUTO_INCREMENT = 900 COMMENT = 'KEY `x` (`y`),'",
            """
            CREATE TABLE movies (
              id bigint unsigned NOT NULL AUTO_INCREMENT, genre int unsigned, title varchar(80) NOT NULL COMMENT 'a ) , b', plot text, place point NOT NULL SRID 0, sequel_of bigint unsigned,
              released date, twice int AS (genre * 2) VIRTUAL, kept int AS (genre * 3) STORED,
              PRIMARY KEY (id), KEY by_title (title(10)), UNIQUE KEY by_genre_title (genre, title), FULLTEXT KEY words (title, plot), FULLTEXT KEY plots (plot),
              SPATIAL KEY by_place (place), KEY by_date (released, id), KEY by_twice (twice), UNIQUE KEY by_title_id (title, id),
              CONSTRAINT z_first FOREIGN KEY (genre) REFERENCES genres (id) ON DELETE RESTRICT,
              CONSTRAINT sane CHECK (genre > 0 AND title <> ',)'))
            """.Replace(" SRID 0", kind == ServerKind.MySql ? " SRID 0" : "", StringComparison.Ordinal),
            "ALTER TABLE movies ADD CONSTRAINT a_self FOREIGN KEY (sequel_of) REFERENCES movies (id)",
            "CREATE TABLE numbered (a int NOT NULL, n int NOT NULL AUTO_INCREMENT, b int, KEY by_b (b), KEY by_n (n), KEY by_a (a))",
            "CREATE TABLE keyless (a int, b varchar(10), UNIQUE KEY by_b (b), KEY by_a (a))",
            "CREATE TABLE clustered (a int NOT NULL, b int, KEY by_b (b), UNIQUE KEY by_a (a))",
            "CREATE TABLE parted (id int NOT NULL, d date NOT NULL, UNIQUE KEY u (id, d), KEY by_d (d)) PARTITION BY RANGE (TO_DAYS(d)) (PARTITION `p,1` VALUES LESS THAN (738000), PARTITION pmax VALUES LESS THAN MAXVALUE)",
            "CREATE TABLE isam (id int NOT NULL AUTO_INCREMENT, a int, PRIMARY KEY (a, id), KEY (id)) ENGINE = MyISAM AUTO_INCREMENT = 77",
            "INSERT INTO genres (id, name) VALUES (0, 'zero'), (1, 'one')".Replace("(0, 'zero'), ", "", StringComparison.Ordinal),
            "INSERT INTO movies (genre, title, plot, place) VALUES (1, 'Stalker', 'zone\n\t\\\\', POINT(1, 2)), (NULL, '', NULL, POINT(0, 0))",
            "INSERT INTO keyless VALUES (1, 'x'), (1, NULL), (1, NULL)");

        await using var copy = await RestoredCopy.OfAsync(database);

        await Equality.ShouldHoldAsync(database, copy.Name);
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Restores_code_under_its_saved_session(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync(cancellationToken: TestContext.Current.CancellationToken);
        await Statements.RunAsync(database,
            "ALTER DATABASE CHARACTER SET latin1",
            "CREATE TABLE movies (id int PRIMARY KEY, title varchar(20))",
            "CREATE TABLE log (line varchar(200))",
            "CREATE FUNCTION twice(a int) RETURNS int DETERMINISTIC RETURN a * 2 -- no ; end",
            "CREATE VIEW a_last AS SELECT 1 AS id",
            "CREATE VIEW z_first AS SELECT movies.id, `movies`.title FROM movies",
            "CREATE OR REPLACE VIEW a_last AS SELECT z.id FROM z_first z WHERE twice(z.id) > 1",
            "SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT'",
            "CREATE PROCEDURE \"odd ; name\"(IN p varchar(10)) BEGIN /* c ; */ INSERT INTO \"log\" VALUES ('\\' || p); # x '\n SELECT 1; END",
            "SET sql_mode = DEFAULT",
            "CREATE TRIGGER second BEFORE INSERT ON movies FOR EACH ROW SET NEW.title = CONCAT(NEW.title, '2')",
            "CREATE TRIGGER first BEFORE INSERT ON movies FOR EACH ROW PRECEDES second SET NEW.title = CONCAT(NEW.title, '1')",
            "ALTER DATABASE COLLATE utf8mb4_bin",
            "CREATE EVENT later ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DO INSERT INTO log VALUES ('x;')",
            "CREATE EVENT never ON SCHEDULE EVERY 1 DAY DISABLE COMMENT 'PRESERVE ENABLE' DO BEGIN SELECT 1; END",
            "CREATE DEFINER = nobody@nowhere FUNCTION lost() RETURNS text CHARSET latin1 DETERMINISTIC RETURN 'DEFINER=`x`@`y`'");

        await using var copy = await RestoredCopy.OfAsync(database);

        await Equality.ShouldHoldAsync(database, copy.Name);
    }
}
