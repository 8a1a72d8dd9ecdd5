using Ferry.Testing.Providers;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Conformance;

public sealed class MariaDbConformanceTests : ProviderConformance
{
    protected override ValueTask<IProviderFixture> CreateFixtureAsync() => new(new MySqlFamilyFixture(TestServer.MariaDb.RequireAvailable()));
}
