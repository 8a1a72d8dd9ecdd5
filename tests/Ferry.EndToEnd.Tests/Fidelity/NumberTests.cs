using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Fidelity;

public sealed class NumberTests
{
    [Theory, InlineData(ServerKind.MariaDb), InlineData(ServerKind.MySql)]
    public async Task Floats_come_back_exactly(ServerKind kind)
    {
        await using var trip = await RoundTrip.MakeAsync(
            kind,
            "CREATE TABLE t (id INT PRIMARY KEY, f FLOAT, g FLOAT(7,3))",
            "INSERT INTO t VALUES (1, 16777216, 1234.567), (2, 0.1, -0.001), (3, 3.4028235e38, 0), (4, 1.17549435e-38, 1), (5, -0.0, 2), (6, 123456789, 3), (7, 1.4e-45, NULL)");

        await trip.RunAsync();

        await trip.ShouldBeEqualAsync();
    }

    [Theory, InlineData(ServerKind.MariaDb), InlineData(ServerKind.MySql)]
    public async Task Doubles_come_back_exactly_at_their_edges(ServerKind kind)
    {
        await using var trip = await RoundTrip.MakeAsync(
            kind,
            "CREATE TABLE t (id INT PRIMARY KEY, d DOUBLE)",
            "INSERT INTO t VALUES (1, 5e-324), (2, 1.7976931348623157e308), (3, -0.0), (4, 0.1), (5, 1e15), (6, 123456789012345680), (7, 2.2250738585072014e-308)");

        await trip.RunAsync();

        await trip.ShouldBeEqualAsync();
    }

    [Theory, InlineData(ServerKind.MariaDb), InlineData(ServerKind.MySql)]
    public async Task Large_decimals_and_unsigned_integers_come_back(ServerKind kind)
    {
        await using var trip = await RoundTrip.MakeAsync(
            kind,
            "CREATE TABLE t (id BIGINT UNSIGNED PRIMARY KEY, d DECIMAL(65,30), z DECIMAL(10,2) ZEROFILL, s BIGINT, i TINYINT(1))",
            "INSERT INTO t VALUES (18446744073709551615, 99999999999999999999999999999999999.999999999999999999999999999999, 1.5, -9223372036854775808, 127), (0, -1e-30, 0, 9223372036854775807, -1), (9223372036854775808, 0, 2, 0, 2)");

        await trip.RunAsync();

        await trip.ShouldBeEqualAsync();
    }
}
