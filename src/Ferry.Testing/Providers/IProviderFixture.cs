using Ferry.Databases;

namespace Ferry.Testing.Providers;

/// <summary>What <see cref="ProviderConformance"/> needs of an engine: the provider, and a way round it to make and change databases.</summary>
public interface IProviderFixture : IAsyncDisposable
{
    /// <summary>The provider under test.</summary>
    IDatabaseProvider Provider { get; }

    /// <summary>Makes an empty database of its own for one test; removed when the fixture is disposed.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>How to reach it, with the right to read and write.</returns>
    ValueTask<DatabaseTarget> CreateDatabaseAsync(CancellationToken cancellationToken);

    /// <summary>A target like those of <see cref="CreateDatabaseAsync"/> whose database does not exist.</summary>
    /// <returns>A target under which nothing was ever created.</returns>
    DatabaseTarget MissingDatabase();

    /// <summary>Runs one statement by the engine's own means, not by the provider's.</summary>
    /// <param name="target">The database.</param>
    /// <param name="sql">One statement of the SQL that all engines share: INTEGER and VARCHAR columns, PRIMARY KEY, multi-row INSERT,
    /// CREATE INDEX, CREATE VIEW.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>A task that ends when others can see the change.</returns>
    ValueTask ExecuteAsync(DatabaseTarget target, string sql, CancellationToken cancellationToken);
}
