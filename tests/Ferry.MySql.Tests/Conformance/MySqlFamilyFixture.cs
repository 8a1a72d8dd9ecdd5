using Ferry.Databases;
using Ferry.Testing.Providers;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Conformance;

/// <summary>Databases of one server for the conformance suite.</summary>
internal sealed class MySqlFamilyFixture(TestServer server) : IProviderFixture
{
    private readonly List<TestDatabase> _databases = [];

    public IDatabaseProvider Provider { get; } = new MySqlProvider();

    public async ValueTask<DatabaseTarget> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var database = await server.CreateDatabaseAsync("conformance", cancellationToken);
        _databases.Add(database);
        return database.Target;
    }

    public DatabaseTarget MissingDatabase() => server.Target($"ferry_missing_{Guid.NewGuid():N}");

    public async ValueTask ExecuteAsync(DatabaseTarget target, string sql, CancellationToken cancellationToken) =>
        await _databases.Single(database => database.Name == target.Database).ExecuteAsync(sql, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases)
        {
            await database.DisposeAsync();
        }
    }
}
