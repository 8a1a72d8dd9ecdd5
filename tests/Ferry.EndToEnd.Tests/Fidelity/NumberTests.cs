using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Fidelity;

public sealed class NumberTests
{
    [Theory, OnEachServer]
    public Task Floats_come_back_exactly(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (id INT PRIMARY KEY, f FLOAT, g FLOAT(7,3))",
        "INSERT INTO t VALUES (1, 16777216, 1234.567), (2, 0.1, -0.001), (3, 3.4028234e38, 0), (4, 1.17549435e-38, 1), (5, -0.0, 2), (6, 123456789, 3), (7, 1.4e-45, NULL)");

    [Theory, OnEachServer]
    public Task Doubles_come_back_exactly_at_their_edges(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (id INT PRIMARY KEY, d DOUBLE, e DOUBLE(12,4))",
        "INSERT INTO t VALUES (1, 5e-324, 1.5), (2, 1.7976931348623157e308, 2.0001), (3, -0.0, 0), (4, 0.1, NULL), (5, 1e15, -1), (6, 123456789012345680, 12345678.1234), (7, 2.2250738585072014e-308, 0.1)");

    [Theory, OnEachServer]
    public Task Large_decimals_and_zerofill_come_back(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (id INT PRIMARY KEY, d DECIMAL(65,30), z DECIMAL(10,2) ZEROFILL, i INT(8) ZEROFILL)",
        "INSERT INTO t VALUES (1, 99999999999999999999999999999999999.999999999999999999999999999999, 1.5, 42), (2, -1e-30, 0, 0), (3, NULL, NULL, NULL)");

    [Theory, OnEachServer]
    public Task Unsigned_64_bit_keys_come_back_also_above_the_signed_range(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (id BIGINT UNSIGNED PRIMARY KEY, s BIGINT)",
        "INSERT INTO t VALUES (18446744073709551615, -9223372036854775808), (0, 9223372036854775807), (9223372036854775808, 0), (9223372036854775807, 1)");

    [Theory, OnEachServer]
    public Task Tinyints_that_look_like_booleans_keep_their_values(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind, "CREATE TABLE t (b TINYINT(1))", "INSERT INTO t VALUES (2), (-1), (127), (0), (1), (NULL)");

    [Theory, OnEachServer]
    public Task Bits_come_back_as_bits(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (id INT PRIMARY KEY, a BIT(1), b BIT(9), c BIT(64))",
        "INSERT INTO t VALUES (1, b'1', b'101010101', b'1111111111111111111111111111111111111111111111111111111111111111'), (2, b'0', 0, 0), (3, NULL, NULL, 92), (4, 1, 9, 10), (5, 0, 13, 0x5C0A09)");

    [Theory, OnEachServer]
    public Task Id_zero_in_an_auto_increment_column_stays_zero(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, v INT)", "INSERT INTO t VALUES (0, 1), (1, 2), (2, 3)",
        "CREATE TABLE j (id INT AUTO_INCREMENT PRIMARY KEY, v JSON)", "INSERT INTO j VALUES (0, '{}'), (1, '[1]'), (2, NULL)");

    [Theory, OnEachServer]
    public Task Counters_beyond_the_last_row_come_back(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY) AUTO_INCREMENT = 500", "INSERT INTO t VALUES (700)", "DELETE FROM t",
        "CREATE TABLE e (id INT AUTO_INCREMENT PRIMARY KEY) AUTO_INCREMENT = 42");
}
