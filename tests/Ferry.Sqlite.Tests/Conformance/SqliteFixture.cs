using Ferry.Databases;
using Ferry.Testing.Providers;

namespace Ferry.Sqlite.Tests.Conformance;

/// <summary>Databases in WAL mode, so that tests can write while a snapshot is open.</summary>
internal sealed class SqliteFixture : IProviderFixture
{
    private readonly TemporaryFolder _folder = new();
    private int _count;

    public IDatabaseProvider Provider { get; } = new SqliteProvider();

    public ValueTask<DatabaseTarget> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var target = MissingDatabase();
        TemporaryFolder.Execute(target.Path!, "PRAGMA journal_mode = WAL");
        return ValueTask.FromResult(target);
    }

    public DatabaseTarget MissingDatabase() => new() { Engine = "sqlite", Path = _folder.File($"{++_count}.db") };

    public ValueTask ExecuteAsync(DatabaseTarget target, string sql, CancellationToken cancellationToken)
    {
        TemporaryFolder.Execute(target.Path!, sql);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
