using Ferry.Databases;
using Ferry.MySql.Protocol;
using Ferry.TestServers;
using MySqlConnector;

namespace Ferry.MySql.Tests.Protocol.Rows;

public sealed class RealRowsTests
{
    public static TheoryData<ServerKind, TlsMode> Servers => new()
    {
        { ServerKind.MariaDb, TlsMode.None },
        { ServerKind.MariaDb, TlsMode.Insecure },
        { ServerKind.MySql, TlsMode.None },
        { ServerKind.MySql, TlsMode.Insecure },
    };

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task What_load_data_reads_back_is_what_was_stored(ServerKind kind, TlsMode tls)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("rows", cancellationToken);
        await database.ExecuteAsync(
            """
            CREATE TABLE source (
                id int PRIMARY KEY, b varbinary(300), t text CHARACTER SET latin1, g varchar(20) CHARACTER SET gbk, bits bit(17), n decimal(65,30),
                d double, u bigint unsigned, z int(8) zerofill, dt datetime(6), tm time(3), y year, e enum('', 'a,b', 'tab\t'), s set('x', 'y'), p point, ts timestamp(6) NULL);
            INSERT INTO source (id) VALUES (1);
            INSERT INTO source VALUES (2, '', '', '', 0, 0, 0, 0, 0, '1000-01-01', '-838:59:59', 1901, '', '', ST_GeomFromText('POINT(9 10)', 4326), '1970-01-01 00:00:01');
            INSERT INTO source VALUES (3, UNHEX('00090A0D1A5C4E5C'), 'a\tb\nc\\N\\', _gbk 0x815C835C, b'10101010101010101', -99999999999999999999999999999999999.000000000000000000000000000001,
                5e-324, 18446744073709551615, 42, '9999-12-31 23:59:59.999999', '-00:00:00.500', 2155, 'a,b', 'x,y', ST_GeomFromText('POINT(0.5 92)', 0), '2038-01-19 03:14:07.999999');
            CREATE TABLE bytes (id int PRIMARY KEY, b varbinary(3));
            """,
            cancellationToken);
        var all = string.Join(',', Enumerable.Range(0, 256).Select(value => $"({value}, CONCAT(CHAR({value} USING binary), 'N', CHAR({value} USING binary)))"));
        await database.ExecuteAsync($"INSERT INTO bytes VALUES {all}; CREATE TABLE bytes_copy LIKE bytes; CREATE TABLE source_copy LIKE source", cancellationToken);

        foreach (var table in (string[])["source", "bytes"])
        {
            var digest = $"SELECT SHA2(GROUP_CONCAT(CONCAT_WS(',', {await DigestColumnsAsync(database, table)}) ORDER BY id), 256) FROM ";
            await CopyAsync(database, tls, table);

            (await ScalarAsync(database, digest + table + "_copy")).ShouldBe(await ScalarAsync(database, digest + table));
        }
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Reads_rows_of_many_megabytes(ServerKind kind, TlsMode tls)
    {
        await using var connection = await OpenAsync(TestServer.Of(kind), tls);
        const int Packet = PacketStream.MaxPacketLength;
        int[] sizes = [Packet - 10, Packet - 9, Packet - 8, (2 * Packet) - 9, 60_000_000];

        foreach (var size in sizes)
        {
            using var tsv = new CountingStream((byte)'x');
            var read = await connection.ReadRowsAsync(
                $"SELECT REPEAT('x', {size}) UNION ALL SELECT NULL", "a row", tsv, TestContext.Current.CancellationToken);

            read.Rows.ShouldBe(2);
            tsv.Counted.ShouldBe(size);
            tsv.Total.ShouldBe(size + 4);
        }
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_connection_killed_among_the_rows_is_a_failure(ServerKind kind, TlsMode tls)
    {
        var server = TestServer.Of(kind);
        await using var connection = await OpenAsync(server, tls);
        using var killer = new KillingStream(server, $"KILL {connection.ConnectionId}");

        var failure = await Should.ThrowAsync<FerryException>(
            () => connection.ReadRowsAsync(Endless, "table endless", killer, TestContext.Current.CancellationToken).AsTask());

        failure.Kind.ShouldBe(FailureKind.Source);
        failure.Message.ShouldContain("table endless");
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_query_killed_among_the_rows_is_a_failure_and_the_connection_lives(ServerKind kind, TlsMode tls)
    {
        var server = TestServer.Of(kind);
        await using var connection = await OpenAsync(server, tls);
        using var killer = new KillingStream(server, $"KILL QUERY {connection.ConnectionId}");

        var failure = await Should.ThrowAsync<FerryException>(
            () => connection.ReadRowsAsync(Endless, "table endless", killer, TestContext.Current.CancellationToken).AsTask());

        failure.Kind.ShouldBe(FailureKind.Source);
        failure.Code.ShouldBe("mysql.killed");
        (await Real.QueryAsync(connection, "SELECT 1")).ShouldBe("1\n");
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Cancelling_among_the_rows_ends_at_once(ServerKind kind, TlsMode tls)
    {
        await using var connection = await OpenAsync(TestServer.Of(kind), tls);
        using var cancellation = new CancellationTokenSource();
        using var canceller = new CancellingStream(cancellation);

        await Should.ThrowAsync<OperationCanceledException>(
            () => connection.ReadRowsAsync(Endless, "table endless", canceller, cancellation.Token).AsTask());

        connection.IsBroken.ShouldBeTrue();
    }

    [Fact]
    public async Task A_server_killed_among_the_rows_is_a_failure()
    {
        await using var server = await PrivateServer.StartAsync(ServerKind.MariaDb, cancellationToken: TestContext.Current.CancellationToken);
        await using var connection = await Real.OpenAsync(server.Target());
        using var killer = new KillingStream(() => server.KillAsync(TestContext.Current.CancellationToken));

        var failure = await Should.ThrowAsync<FerryException>(
            () => connection.ReadRowsAsync(Endless, "table endless", killer, TestContext.Current.CancellationToken).AsTask());

        failure.Code.ShouldBe("mysql.connection-lost");
    }

    [Fact]
    public async Task A_refused_statement_leaves_the_connection_usable()
    {
        await using var connection = await OpenAsync(TestServer.MySql, TlsMode.None);

        var failure = await Should.ThrowAsync<FerryException>(() => Real.QueryAsync(connection, "SELECT * FROM mysql.no_such_table"));

        failure.Reason.ShouldNotBeNull().ShouldContain("no_such_table");
        (await Real.QueryAsync(connection, "SELECT 1")).ShouldBe("1\n");
    }

    /// <summary>More rows than any buffer holds.</summary>
    private const string Endless =
        "SELECT 1, REPEAT('x', 1000) FROM information_schema.collations a, information_schema.collations b, information_schema.collations c";

    private static Task<RawConnection> OpenAsync(TestServer server, TlsMode tls, string? database = null) =>
        Real.OpenAsync(server.Target(database) with { Tls = new TlsOptions(tls) });

    private static async Task CopyAsync(TestDatabase database, TlsMode tls, string table)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var tsv = new MemoryStream();
        await using (var reader = await Real.OpenAsync(database.Target with { Tls = new TlsOptions(tls) }))
        {
            await reader.ExecuteAsync("SET sql_mode = '', character_set_results = NULL, time_zone = '+00:00'", cancellationToken);
            await reader.ReadRowsAsync($"SELECT * FROM {table}", table, tsv, cancellationToken);
        }

        tsv.Position = 0;
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var session = new MySqlCommand("SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO', time_zone = '+00:00'", connection);
        await session.ExecuteNonQueryAsync(cancellationToken);
        var load = new MySqlBulkLoader(connection) { TableName = table + "_copy", SourceStream = tsv, CharacterSet = "binary", Local = true };
        (await load.LoadAsync(cancellationToken)).ShouldBe((await ScalarAsync(database, $"SELECT COUNT(*) FROM {table}")) is var rows ? int.Parse(rows, null) : 0);
    }

    private static async Task<string> DigestColumnsAsync(TestDatabase database, string table) => await ScalarAsync(
        database,
        $"SELECT GROUP_CONCAT(CONCAT('COALESCE(HEX(CAST(`', column_name, '` AS BINARY)), \\'NULL\\')') ORDER BY ordinal_position) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = '{table}'");

    private static async Task<string> ScalarAsync(TestDatabase database, string sql)
    {
        await using var connection = await database.OpenAsync(TestContext.Current.CancellationToken);
        await using var session = new MySqlCommand("SET group_concat_max_len = 1000000, time_zone = '+00:00'", connection);
        await session.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using var command = new MySqlCommand(sql, connection);
        return $"{await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)}";
    }
}
