using Ferry.Databases;
using Ferry.MySql.Connections;
using Ferry.MySql.Reading.Rows;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Reading.Rows;

/// <summary>One of the two ways that rows are read, on one of the servers.</summary>
public sealed record RowPath(ServerKind Kind, bool Driver)
{
    public static TheoryData<RowPath> All =>
    [
        new RowPath(ServerKind.MariaDb, Driver: false),
        new RowPath(ServerKind.MariaDb, Driver: true),
        new RowPath(ServerKind.MySql, Driver: false),
        new RowPath(ServerKind.MySql, Driver: true),
    ];

    public TestServer Server => TestServer.Of(Kind);

    internal async Task<IRowConnection> OpenAsync(DatabaseTarget target)
    {
        var connector = new Connector(target, SessionAccess.Read);
        var (control, dialect) = await connector.OpenFirstAsync(TestContext.Current.CancellationToken);
        await control.DisposeAsync();
        return await new RowConnector(connector, dialect, Driver).OpenAsync(TestContext.Current.CancellationToken);
    }
}
