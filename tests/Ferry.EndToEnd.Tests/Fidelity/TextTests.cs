using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Fidelity;

public sealed class TextTests
{
    [Theory, OnEachServer]
    public Task Null_empty_and_texts_that_look_like_null_stay_apart(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (id INT PRIMARY KEY, s VARCHAR(20))",
        @"INSERT INTO t VALUES (1, NULL), (2, ''), (3, 'NULL'), (4, '\\N'), (5, '\\\\'), (6, '\t'), (7, '\n'), (8, '\0'), (9, 'a\tb\nc\\d\0e'), (10, '\r\n'), (11, '\\t')");

    [Theory, OnEachServer]
    public Task Trailing_spaces_of_char_columns_are_not_made_up(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind, "CREATE TABLE t (c CHAR(5), v VARCHAR(5))", "INSERT INTO t VALUES ('a  ', 'a  '), ('', ' '), ('abcde', NULL)");

    [Theory, OnEachServer]
    public Task Latin1_bytes_without_a_character_come_back(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (id INT PRIMARY KEY, s VARCHAR(40) CHARACTER SET latin1)",
        "INSERT INTO t VALUES (1, 0x818D8F909D), (2, 0xC3A9), (3, 0xE9), (4, 0x80FF5C)");

    [Theory, OnEachServer]
    public Task Multi_byte_character_sets_with_backslash_bytes_come_back(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (id INT PRIMARY KEY, g VARCHAR(20) CHARACTER SET gbk, s VARCHAR(20) CHARACTER SET sjis, b VARCHAR(20) CHARACTER SET big5, u VARCHAR(20) CHARACTER SET ucs2, v VARCHAR(20) CHARACTER SET utf16, w VARCHAR(20) CHARACTER SET utf32)",
        "INSERT INTO t VALUES (1, _gbk 0xD55C, _sjis 0x955C, _big5 0xA55C, _ucs2 0x005C000A, _utf16 0x005C0009D83CDFAC, _utf32 0x0001F3AC), (2, '', '', '', '', '', '')");

    [Theory, OnEachServer]
    public Task Four_byte_characters_come_back_in_values_names_comments_and_defaults(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        // MariaDB itself prints such a default as question marks; see the next test.
        $"CREATE TABLE `tä` (id INT PRIMARY KEY, `ключ` VARCHAR(40) DEFAULT '{(kind == ServerKind.MySql ? "🎬" : "é")}' COMMENT 'Film 🎬', KEY `ïdx` (`ключ`)) COMMENT='🎬' DEFAULT CHARSET=utf8mb4",
        "INSERT INTO `tä` VALUES (1, '🎬🎥'), (2, DEFAULT), (3, 'é')");

    [Fact]
    public async Task A_default_that_mariadb_cannot_print_is_named_and_refused()
    {
        await using var trip = await RoundTrip.MakeAsync(ServerKind.MariaDb, "CREATE TABLE t (id INT PRIMARY KEY, film VARCHAR(40) DEFAULT '🎬') DEFAULT CHARSET=utf8mb4");

        var failure = await Should.ThrowAsync<FerryException>(() => trip.RunAsync());

        failure.Kind.ShouldBe(FailureKind.Refused);
        failure.Reason.ShouldNotBeNull().ShouldContain("film");
    }

    [Theory, OnEachServer]
    public Task Old_utf8_and_binary_collations_come_back(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (a VARCHAR(10) CHARACTER SET utf8mb3 COLLATE utf8mb3_bin, b VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, c VARCHAR(10) CHARACTER SET latin1 COLLATE latin1_german2_ci, d VARCHAR(10) CHARACTER SET ascii)",
        "INSERT INTO t VALUES ('ä', 'ä', 'ß', 'a')");

    [Theory, OnEachServer]
    public Task Enum_error_values_stay_apart_from_empty_members(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (id INT PRIMARY KEY, e ENUM('', 'a', 'b'), f ENUM('x', 'y'))",
        "SET SESSION sql_mode = ''",
        "INSERT IGNORE INTO t VALUES (1, '', 'x'), (2, 'nothing', 'nothing'), (3, NULL, NULL), (4, 'b', 'y')");

    [Theory, OnEachServer]
    public Task Odd_enum_and_set_members_come_back(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        @"CREATE TABLE t (id INT PRIMARY KEY, e ENUM('1','0','it''s','tab	tab','é,è'), s SET('a','b c','d''e','ü'))",
        "INSERT INTO t VALUES (1, '0', 'a,ü'), (2, '1', ''), (3, 'it''s', 'b c,d''e'), (4, 'é,è', NULL), (5, 'tab	tab', 'a')");

    [Theory, OnEachServer]
    public async Task A_database_with_another_default_keeps_its_tables_collations(ServerKind kind) => await RoundTrip.SurvivesAsync(
        kind,
        "ALTER DATABASE CHARACTER SET latin1 COLLATE latin1_swedish_ci",
        "CREATE TABLE t (a VARCHAR(10), b VARCHAR(10) COLLATE latin1_bin)", "INSERT INTO t VALUES ('ä', 'Ä')",
        "CREATE FUNCTION f(x VARCHAR(10)) RETURNS VARCHAR(10) DETERMINISTIC RETURN CONCAT(x, 'ä')");
}
