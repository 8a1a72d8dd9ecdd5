using System.Text;
using Ferry.MySql.Reading.Rows;
using Ferry.MySql.Tests.Protocol;
using Ferry.MySql.Tests.Protocol.Rows;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Reading.Rows;

/// <summary>What both ways of reading rows promise.</summary>
public sealed class RowConnectionTests
{
    public static TheoryData<RowPath> Paths => RowPath.All;

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Reads_every_type_as_the_server_prints_it(RowPath path)
    {
        (string Value, string Tsv)[] columns =
        [
            ("CAST(-5 AS SIGNED)", "-5"),
            ("18446744073709551615", "18446744073709551615"),
            ("CAST('1.50' AS DECIMAL(10,4))", "1.5000"),
            ("5e-324 * 1e0", "5e-324"),
            ("CAST('-838:59:59' AS TIME)", "-838:59:59"),
            ("CAST('-00:00:00.5' AS TIME(1))", "-00:00:00.5"),
            ("CAST('2024-02-29 23:59:59.123456' AS DATETIME(6))", "2024-02-29 23:59:59.123456"),
            ("CAST('0000-00-00' AS DATE)", "0000-00-00"),
            ("''", ""),
            ("NULL", "\\N"),
            ("'NULL'", "NULL"),
            ("'\\\\N'", "\\\\N"),
            ("'a\\tb\\nc\\\\d'", "a\\tb\\nc\\\\d"),
            ("_utf8mb4 x'F09F9880'", "😀"),
            ("_binary x'00'", "\\0"),
            ("_binary '\\r\\Z\\'\"'", "\r\u001A'\""),
        ];

        var tsv = await ReadAsync(path, [.. columns.Select(column => column.Value)], "");

        Encoding.UTF8.GetString(tsv).ShouldBe(string.Join('\t', columns.Select(column => column.Tsv)) + "\n");
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Reads_stored_columns_byte_for_byte(RowPath path)
    {
        await using var database = await path.Server.CreateDatabaseAsync("paths", TestContext.Current.CancellationToken);
        await database.ExecuteAsync(
            """
            CREATE TABLE t (
                id int unsigned zerofill PRIMARY KEY, b varbinary(300), l varchar(20) CHARACTER SET latin1, g varchar(20) CHARACTER SET gbk,
                bits bit(17), n decimal(65,30), y year, e enum('', 'a,b'), s set('x', 'y'), p point, c char(5), j json, bl longblob, fl tinyint(1));
            INSERT INTO t (id) VALUES (1);
            INSERT INTO t VALUES (2, '', '', '', 0, 0, 1901, '', '', ST_GeomFromText('POINT(9 10)'), 'a ', '{"a": [1, null]}', '', 2);
            INSERT INTO t VALUES (3, x'00090A0D1A5C4E5C', _latin1 x'818DFF5C', _gbk x'815C835C', b'10101010101010101', -1.5, 2155, 'a,b', 'x,y',
                ST_GeomFromText('POINT(0.5 92)'), '', '[]', REPEAT(x'00', 70000), 0)
            """,
            TestContext.Current.CancellationToken);

        string[] names = ["id", "b", "l", "g", "bits", "n", "y", "e", "s", "p", "c", "j", "bl", "fl"];
        var plain = await ReadAsync(path, names, "FROM t ORDER BY id", database.Name);
        var hexadecimal = await ReadAsync(path, [.. names.Select(name => $"HEX(CAST({name} AS BINARY))")], "FROM t ORDER BY id", database.Name);

        Hexadecimal(plain).ShouldBe(Encoding.ASCII.GetString(hexadecimal));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Reads_no_rows_as_no_bytes(RowPath path) => (await ReadAsync(path, ["1"], "FROM DUAL WHERE 1 = 0")).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Reads_long_values_whole(RowPath path)
    {
        const int Length = 40_000_000;
        await using var connection = await path.OpenAsync(path.Server.Target());
        using var rows = new CountingStream((byte)'x');

        await connection.ReadRowsAsync(Query([$"REPEAT('x', {Length})", "2"], ""), rows, TestContext.Current.CancellationToken);

        rows.Counted.ShouldBe(Length);
        rows.Total.ShouldBe(Length + "\t2\n".Length);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_connection_killed_among_the_rows_is_a_failure(RowPath path)
    {
        await using var connection = await path.OpenAsync(path.Server.Target());
        var id = Encoding.ASCII.GetString(await ReadAsync(connection, ["CONNECTION_ID()"], ""));
        using var killer = new KillingStream(path.Server, $"KILL {id}");

        var failure = await Should.ThrowAsync<FerryException>(
            () => connection.ReadRowsAsync(Endless, killer, TestContext.Current.CancellationToken).AsTask());

        failure.Kind.ShouldBe(FailureKind.Source);
        failure.Message.ShouldContain("table t");
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_query_killed_among_the_rows_is_a_failure(RowPath path)
    {
        await using var connection = await path.OpenAsync(path.Server.Target());
        var id = Encoding.ASCII.GetString(await ReadAsync(connection, ["CONNECTION_ID()"], ""));
        using var killer = new KillingStream(path.Server, $"KILL QUERY {id}");

        var failure = await Should.ThrowAsync<FerryException>(
            () => connection.ReadRowsAsync(Endless, killer, TestContext.Current.CancellationToken).AsTask());

        failure.Code.ShouldBe("mysql.killed");
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Cancelling_among_the_rows_ends_the_reading(RowPath path)
    {
        await using var connection = await path.OpenAsync(path.Server.Target());
        using var cancellation = new CancellationTokenSource();
        using var canceller = new CancellingStream(cancellation);

        await Should.ThrowAsync<OperationCanceledException>(() => connection.ReadRowsAsync(Endless, canceller, cancellation.Token).AsTask());
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_table_that_is_not_there_is_a_failure_that_names_it(RowPath path)
    {
        await using var connection = await path.OpenAsync(path.Server.Target());

        var failure = await Should.ThrowAsync<FerryException>(() => ReadAsync(connection, ["1"], "FROM mysql.no_such_table"));

        failure.Kind.ShouldBe(FailureKind.Source);
        failure.Reason.ShouldNotBeNull().ShouldContain("no_such_table");
    }

    /// <summary>The driver's casts are functions, and a function's result longer than max_allowed_packet is NULL with a warning.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_value_longer_than_the_servers_packets_is_never_read_as_null(bool driver)
    {
        const int Length = 3_000_000;
        await using var server = await PrivateServer.StartAsync(ServerKind.MariaDb, cancellationToken: TestContext.Current.CancellationToken);
        await using var database = await server.CreateDatabaseAsync("packets", TestContext.Current.CancellationToken);
        await database.ExecuteAsync(
            $"CREATE TABLE t (b longblob); INSERT INTO t VALUES (REPEAT('x', {Length})); SET GLOBAL max_allowed_packet = 1048576", TestContext.Current.CancellationToken);
        await using var connection = await new RowPath(ServerKind.MariaDb, driver).OpenAsync(database.Target);
        using var rows = new CountingStream((byte)'x');

        var failure = await Record.ExceptionAsync(() => connection.ReadRowsAsync(Query(["b"], "FROM t"), rows, TestContext.Current.CancellationToken).AsTask());

        if (failure is null)
        {
            rows.Counted.ShouldBe(Length);
        }
        else
        {
            failure.ShouldBeOfType<FerryException>().Kind.ShouldBe(FailureKind.Source);
        }
    }

    private static RowQuery Endless => Query(
        ["1", "REPEAT('x', 1000)"], "FROM information_schema.collations a, information_schema.collations b, information_schema.collations c");

    private static RowQuery Query(string[] values, string rest) => new(
        $"SELECT {string.Join(", ", values)} {rest}",
        $"SELECT {string.Join(", ", values.Select(value => $"CAST({value} AS BINARY)"))} {rest}",
        "table t");

    private static async Task<byte[]> ReadAsync(RowPath path, string[] values, string rest, string? database = null)
    {
        await using var connection = await path.OpenAsync(path.Server.Target(database));
        return await ReadAsync(connection, values, rest);
    }

    private static async Task<byte[]> ReadAsync(IRowConnection connection, string[] values, string rest)
    {
        using var rows = new MemoryStream();
        await connection.ReadRowsAsync(Query(values, rest), rows, TestContext.Current.CancellationToken);
        return rows.ToArray();
    }

    private static string Hexadecimal(byte[] tsv) => string.Concat(Tsv.Parse(tsv).Select(
        row => string.Join('\t', row.Select(value => value is null ? "\\N" : Convert.ToHexString(value))) + "\n"));
}
