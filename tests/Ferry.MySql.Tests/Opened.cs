using Ferry.Databases;
using Ferry.TestServers;

namespace Ferry.MySql.Tests;

/// <summary>Sessions as the engine opens them.</summary>
internal static class Opened
{
    public static ValueTask<IDatabaseSession> ReadAsync(TestDatabase database, TlsMode tls = TlsMode.Auto) =>
        new MySqlProvider().OpenAsync(database.Target with { Tls = new(tls) }, SessionAccess.Read, TestContext.Current.CancellationToken);
}
