using Ferry.Databases;
using Ferry.Loading;
using Ferry.MySql.Connections;
using Ferry.MySql.Loading;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Loading;

public sealed class ValueTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ServerKind.MariaDb, true)]
    [InlineData(ServerKind.MariaDb, false)]
    [InlineData(ServerKind.MySql, true)]
    [InlineData(ServerKind.MySql, false)]
    public async Task Stores_the_same_bytes_by_load_data_and_by_insert(ServerKind kind, bool bulk)
    {
        await using var database = await SourceAsync(kind);
        var (catalog, rows) = await RestoredCopy.SourceAsync(database);
        await using var copy = await RestoredCopy.LoadAsync(database.Target, ScratchName.For(Guid.NewGuid().ToString("N")), database.Name, catalog, []);
        var connector = new Connector(database.Target, SessionAccess.Write);
        var (control, dialect) = await connector.OpenFirstAsync(Token);
        await control.DisposeAsync();
        await using var loader = new MySqlLoader(
            await connector.OpenAsync(dialect, ConnectionPurpose.Load, copy.Name, Token), bulk, 1 << 20, TimeProvider.System);
        await loader.PinAsync(Token);

        foreach (var table in catalog.Tables)
        {
            rows[table.Name].Position = 0;
            (await loader.LoadAsync(table, rows[table.Name], Token)).Rows.ShouldBeGreaterThan(0);
        }

        await Equality.ShouldHoldAsync((catalog, rows), database, copy.Name);
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Fails_when_the_server_skips_a_row(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("skips", Token);
        await database.ExecuteAsync("CREATE TABLE t (id int PRIMARY KEY)", Token);
        var (catalog, _) = await RestoredCopy.SourceAsync(database);
        await using var session = await new MySqlProvider().OpenAsync(database.Target, SessionAccess.Write, Token);
        await using var loader = await session.Target!.OpenLoaderAsync(database.Name, Token);

        var skipped = await Should.ThrowAsync<FerryException>(async () => await loader.LoadAsync(catalog.Tables[0], new MemoryStream([.. "1\n1\n"u8]), Token));
        var changed = await Should.ThrowAsync<FerryException>(async () => await loader.LoadAsync(catalog.Tables[0], new MemoryStream([.. "99999999999\n"u8]), Token));

        skipped.Code.ShouldBe("mysql.rows-skipped");
        skipped.Reason.ShouldNotBeNull().ShouldContain("Duplicate entry");
        changed.Code.ShouldBe("mysql.rows-changed");
    }

    private static async Task<TestDatabase> SourceAsync(ServerKind kind)
    {
        var maria = kind == ServerKind.MariaDb;
        var database = await TestServer.Of(kind).CreateDatabaseAsync("values", Token);
        await Statements.RunAsync(database,
            "SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES', time_zone = '+00:00'",
            $"CREATE TABLE everything (id int AUTO_INCREMENT PRIMARY KEY, f float, d double, n decimal(65,30), u bigint unsigned, b bit(17), vb varbinary(300), bl blob, j json, g geometry, y year, t time(6), dt datetime, ts timestamp NULL, e enum('','a,b','1'), e2 enum('x'), s set('p','q''r'), l varchar(20) CHARACTER SET latin1, u16 varchar(20) CHARACTER SET utf16, gbk varchar(20) CHARACTER SET gbk, c char(5), m mediumtext, inv int {(maria ? "INVISIBLE" : "INVISIBLE")} DEFAULT 3, gen int AS (y + 1) VIRTUAL{(maria ? ", i6 inet6, uu uuid" : ", v vector(2)")})",
            "INSERT INTO everything (id, f, d, n, u, b, vb, bl, j, g, y, t, dt, ts, e, e2, s, l, u16, gbk, c, m, inv) VALUES "
                + $"(0, 0.1, 5e-324, 12345678901234567890123456789012345.000000000000000000000000000001, 18446744073709551615, b'10000000100001010', {Bytes}, {Bytes}, '{{\"a\": 1.0, \"b\": [\"x\\\\ny\"]}}', ST_GeomFromText('POINT(1 2)', 4326), 2155, '-838:59:59', '2024-02-31', '2001-01-01 00:00:01', '', 'x', 'p,q''r', 0x818D41, 'é', X'815C', 'a ', 'it''s\\t\\n\\0\\\\', 4), "
                + "(-1, 3.4028234e38, -0.0, NULL, 0, NULL, '', '', NULL, NULL, 0, '-00:00:00.5', '0000-00-00', NULL, 'a,b', NULL, '', '', '', NULL, '', '\\\\N', NULL)",
            "INSERT IGNORE INTO everything (id, e, e2, vb, m) VALUES (7, 'bad', 'bad', NULL, NULL)",
            maria ? "UPDATE everything SET i6 = 'fe80::1234:56:78', uu = '01234567-89ab-cdef-0123-456789abcdef'" : "UPDATE everything SET v = string_to_vector('[1,2]')",
            "CREATE TABLE only_generated (a int AS (1) VIRTUAL, b int AS (2) STORED)",
            "INSERT INTO only_generated () VALUES (), (), ()",
            "CREATE TABLE twins (a int, b varchar(5))",
            "INSERT INTO twins VALUES (1, 'x'), (1, 'x'), (NULL, NULL)");
        return database;
    }

    private static string Bytes => $"X'{string.Concat(Enumerable.Range(0, 256).Select(value => value.ToString("X2", System.Globalization.CultureInfo.InvariantCulture)))}'";
}
