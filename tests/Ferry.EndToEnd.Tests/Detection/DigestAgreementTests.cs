using Ferry.Detection;

namespace Ferry.EndToEnd.Tests.Detection;

public sealed class DigestAgreementTests
{
    private static readonly LeafKey _key = new(0x0123456789abcdef, 42);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Columns))]
    public async Task Rows_that_flow_by_digest_as_the_server_digests_them(SourceKind kind, string column, string values)
    {
        await using var source = await SourceDatabase.CreateAsync(kind);
        var rows = values.Split(" ; ").Prepend("NULL").Select((value, place) => $"({place + 1}, {value})");
        await source.ExecuteAsync(kind == SourceKind.Sqlite ? "SELECT 1" : "SET SESSION sql_mode = ''", $"CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, c {column})", $"INSERT INTO t VALUES {string.Join(", ", rows)}");

        var (taken, read) = await source.InSnapshotAsync(1, async snapshot =>
        {
            var (table, probe) = (snapshot.Catalog.Tables[0], snapshot.Changes!);
            var layout = new LeafLayout(LeafKind.Integer, "id", 1, "");
            var range = new LeafRange(long.MinValue, long.MaxValue, Reading.ChunkRange.Whole);
            using var tally = probe.Tally(table, layout, range, _key);
            await snapshot.Readers[0].ReadAsync(table, range.Rows, tally, Cancellation);
            return (tally.Digests(), (await probe.Readers[0].ReadLeavesAsync(table, layout, range, _key, Cancellation)).Leaves);
        });

        taken.ShouldBe(read.ShouldNotBeNull());
        read.Select(leaf => leaf.Sum).Distinct().Count().ShouldBe(read.Count);
    }

    public static TheoryData<SourceKind, string, string> Columns()
    {
        (string Column, string Values)[] columns =
        [
            ("TINYINT", "-128 ; 127"), ("BIGINT", "-9223372036854775808 ; 9223372036854775807"), ("INT(6) ZEROFILL", "42 ; 0"),
            ("DECIMAL(65,30)", "0.1 ; -1.5 ; 12345678901234567890.5"), ("DECIMAL(10,0)", "-1 ; 1"), ("FLOAT", "0.1 ; -1e30 ; 16777216"), ("FLOAT(7,3)", "0.1 ; 1.5"),
            ("DOUBLE", "0.1 ; 1e300 ; -2.5e-300 ; 123456789.123 ; 0"), ("DOUBLE(12,4)", "0.1 ; 1.5"), ("YEAR", "2024 ; 1999"), ("DATE", "'2024-02-29' ; '0000-00-00'"),
            ("DATETIME(6)", "'2024-02-29 01:02:03.000004' ; '2024-02-29 01:02:03'"), ("TIMESTAMP(3) NULL", "'2024-02-29 01:02:03.004'"), ("TIME(2)", "'-838:59:59.00' ; '00:00:00.01'"),
            ("CHAR(10)", "'' ; 'N' ; 'ä  '"), ("VARCHAR(20) CHARACTER SET latin1", "'ä' ; '€' ; 'N'"), ("VARCHAR(20) CHARACTER SET utf16", "'ä' ; 'N' ; '0'"),
            ("TEXT", "'' ; 'N' ; 'a\\tb\\nc\\\\d' ; '\\0'"), ("LONGTEXT", "'' ; 'N' ; REPEAT('long ', 10000)"), ("BINARY(4)", "'a' ; X'00'"), ("VARBINARY(20)", "'' ; X'00090A5C' ; 'N'"),
            ("LONGBLOB", "'' ; X'00090A5C' ; 'N'"), ("BIT(9)", "b'0' ; b'101' ; b'100000000'"), ("ENUM('','a','N')", "'' ; 'a' ; 'N'"), ("ENUM('a','b')", "'a' ; 'b'"),
            ("SET('a','b')", "'' ; 'a,b'"), ("JSON", "'{\"b\": [1, 2.50, null], \"a\": \"ä\"}' ; '1.0' ; '\"x\"'"), ("GEOMETRY", "ST_GeomFromText('POINT(1 2)') ; ST_GeomFromText('POINT(1 3)')"),
        ];
        var data = new TheoryData<SourceKind, string, string>();
        foreach (var (column, values) in columns)
        {
            data.Add(SourceKind.MariaDb, column, values);
            data.Add(SourceKind.MySql, column, values);
        }

        data.Add(SourceKind.MariaDb, "UUID", "'123e4567-e89b-12d3-a456-426655440000'");
        data.Add(SourceKind.MariaDb, "INET6", "'::1' ; '2001:db8::ff00:42:8329'");
        data.Add(SourceKind.Sqlite, "", "1 ; '1' ; 1.0 ; X'31' ; '' ; X'' ; 'N' ; 'I1'");
        return data;
    }
}
