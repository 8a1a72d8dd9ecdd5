using Ferry.Testing.Providers;

namespace Ferry.Sqlite.Tests.Conformance;

public sealed class SqliteConformance : ProviderConformance
{
    protected override ValueTask<IProviderFixture> CreateFixtureAsync() => ValueTask.FromResult<IProviderFixture>(new SqliteFixture());
}
