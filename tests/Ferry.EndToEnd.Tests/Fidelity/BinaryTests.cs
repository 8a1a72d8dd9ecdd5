using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Fidelity;

public sealed class BinaryTests
{
    private static readonly string AllBytes = Convert.ToHexString([.. Enumerable.Range(0, 256).Select(value => (byte)value)]);

    [Theory, OnEachServer]
    public Task All_256_bytes_come_back_from_every_binary_type(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (id INT PRIMARY KEY, b BINARY(8), v VARBINARY(300), l LONGBLOB) DEFAULT CHARSET=utf8mb4",
        $"INSERT INTO t VALUES (1, 0x41000000, 0x{AllBytes}, 0x{AllBytes}{AllBytes}), (2, 0x0000000000000000, '', ''), (3, NULL, NULL, NULL), (4, 0x5C4E, 0x5C4E, 0x5C4E), (5, 0x090A1A27, 0xFFFE, 0x0D0A)");

    [Theory, OnEachServer]
    public Task Binary_uuids_keep_their_byte_order(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (b BINARY(16) PRIMARY KEY, c CHAR(36))",
        "INSERT INTO t VALUES (0x00112233445566778899AABBCCDDEEFF, '00112233-4455-6677-8899-aabbccddeeff')");

    [Theory, OnEachServer]
    public Task Geometry_keeps_its_reference_system_and_axes(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (id INT PRIMARY KEY, g GEOMETRY, p POINT NOT NULL, SPATIAL KEY (p))",
        "INSERT INTO t VALUES (1, ST_GeomFromText('POINT(1 2)', 4326), ST_GeomFromText('POINT(3 4)')), (2, NULL, ST_GeomFromText('POINT(9 10)')), (3, ST_GeomFromText('POLYGON((0 0,0 9,9 9,9 0,0 0))'), ST_GeomFromText('POINT(92 13)'))");

    [Fact]
    public Task Vectors_come_back_on_mysql() => RoundTrip.SurvivesAsync(
        ServerKind.MySql,
        "CREATE TABLE t (id INT PRIMARY KEY, v VECTOR(3))",
        "INSERT INTO t VALUES (1, STRING_TO_VECTOR('[1,2.5,-3]')), (2, NULL), (3, STRING_TO_VECTOR('[0,1e-10,1e10]'))");

    [Fact]
    public Task Addresses_and_uuids_come_back_on_mariadb() => RoundTrip.SurvivesAsync(
        ServerKind.MariaDb,
        "CREATE TABLE t (id UUID PRIMARY KEY, a INET4, b INET6)",
        "INSERT INTO t VALUES ('123e4567-e89b-12d3-a456-426655440000', '10.0.0.1', '::1'), ('00000000-0000-0000-0000-000000000000', NULL, '2001:db8::ff00:42:8329')");

    [Theory, OnEachServer]
    public async Task A_row_of_many_megabytes_comes_back(ServerKind kind)
    {
        await using var trip = await RoundTrip.MakeAsync(
            kind, "CREATE TABLE t (id INT PRIMARY KEY, l LONGBLOB)", "INSERT INTO t VALUES (1, REPEAT(0x005C0A09, 10000000)), (2, 'small')");

        await trip.RunAsync();

        (await trip.RestoredAsync("SELECT SHA2(l, 256) FROM t WHERE id = 1"))
            .ShouldBe(await trip.RestoredAsync("SELECT SHA2(REPEAT(0x005C0A09, 10000000), 256)"));
    }

    [Theory, OnEachServer]
    public async Task A_value_beyond_every_buffer_comes_back(ServerKind kind)
    {
        string[] log = kind == ServerKind.MariaDb ? ["--innodb-log-file-size=2G"] : ["--innodb-redo-log-capacity=2G"];
        await using var server = await PrivateServer.StartAsync(kind, ["--max-allowed-packet=1G", .. log], TestContext.Current.CancellationToken);
        await using var trip = await RoundTrip.MakeAsync(
            server, "CREATE TABLE t (id INT PRIMARY KEY, l LONGBLOB)", "INSERT INTO t VALUES (1, REPEAT(0x005C0A09, 36000000)), (2, 'small')");

        await trip.RunAsync();

        Convert.ToInt64(await trip.RestoredAsync("SELECT LENGTH(l) FROM t WHERE id = 1")).ShouldBe(144_000_000);
        Convert.ToInt64(await trip.RestoredAsync("SELECT SHA2(l, 256) = SHA2(REPEAT(0x005C0A09, 36000000), 256) FROM t WHERE id = 1")).ShouldBe(1);
    }

    [Theory, OnEachServer]
    public Task Json_comes_back_as_the_server_says_it(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, j JSON)",
        """INSERT INTO t (j) VALUES ('{"b": 1, "a": [1.0, 1e100, "\\u00e9\\n\\t"], "z": "🎬"}'), ('null'), (NULL), ('"\\\\"'), ('[9007199254740993, -0.0, 1.5]')""");

    // MySQL keeps the decimal's digits in JSON, but reads the text 1.50 as the double 1.5, whoever loads it.
    [Fact]
    public async Task Decimals_inside_json_come_back_as_mysql_reads_them()
    {
        await using var trip = await RoundTrip.MakeAsync(ServerKind.MySql, "CREATE TABLE prices (id INT PRIMARY KEY, j JSON)", "INSERT INTO prices VALUES (1, JSON_OBJECT('n', 1.50))");

        await trip.RunAsync();

        Convert.ToString(await trip.RestoredAsync("SELECT CAST(j AS CHAR) FROM prices")).ShouldBe("{\"n\": 1.5}");
    }
}
