using Ferry.Testing.Providers;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Conformance;

public sealed class MySqlConformanceTests : ProviderConformance
{
    protected override ValueTask<IProviderFixture> CreateFixtureAsync() => new(new MySqlFamilyFixture(TestServer.MySql.RequireAvailable()));
}
