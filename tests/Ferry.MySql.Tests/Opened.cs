using Ferry.Databases;
using Ferry.TestServers;

namespace Ferry.MySql.Tests;

/// <summary>Sessions as the engine opens them.</summary>
internal static class Opened
{
    public static ValueTask<IDatabaseSession> ReadAsync(TestDatabase database) =>
        new MySqlProvider().OpenAsync(database.Target, SessionAccess.Read, TestContext.Current.CancellationToken);
}
