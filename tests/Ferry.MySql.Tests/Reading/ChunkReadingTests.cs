using Ferry.Schema;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Reading;

public sealed class ChunkReadingTests
{
    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Reads_rows_as_tab_separated_bytes(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("read", TestContext.Current.CancellationToken);
        await database.ExecuteAsync(
            """
            CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(20), f FLOAT, b VARBINARY(10));
            INSERT INTO t VALUES (1, 'tab\tnl\nbs\\', 0.1, X'00090A5C1A27'), (2, NULL, 1e30, ''), (3, '\\N', -0.5, NULL)
            """,
            TestContext.Current.CancellationToken);

        await using var session = await Opened.ReadAsync(database);
        await using var snapshot = await session.Snapshots.OpenAsync(new(TableSelection.All, 2, TimeSpan.FromSeconds(5)), TestContext.Current.CancellationToken);
        var rows = await RowText.OfAsync(snapshot, "t");

        rows.ShouldBe("1\ttab\\tnl\\nbs\\\\\t0.10000000149011612\t\\0\\t\\n\\\\\u001A'\n2\t\\N\t1.0000000150474662e30\t\n3\t\\\\N\t-0.5\t\\N\n");
        await snapshot.CompleteAsync(TestContext.Current.CancellationToken);
    }
}
