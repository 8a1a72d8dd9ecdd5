using System.Globalization;
using Ferry.Databases;
using Ferry.Merging;
using Ferry.Schema;
using Ferry.Sqlite;
using Microsoft.Data.Sqlite;

namespace Ferry.EndToEnd.Tests.Detection;

/// <summary>A staging area in memory, for what detection keeps between two runs. The provider's own has its own tests.</summary>
internal sealed class Staging : IMergeConnection
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");

    private Staging(IMergeDialect dialect)
    {
        Dialect = dialect;
        _connection.Open();
    }

    public IMergeDialect Dialect { get; }

    public long Written { get; private set; }

    public static async Task<Staging> CreateAsync()
    {
        var nowhere = new DatabaseTarget { Engine = "sqlite", Path = Path.Combine(Path.GetTempPath(), $"ferry-{Guid.NewGuid():N}") };
        await using var session = await new SqliteProvider().OpenAsync(nowhere, SessionAccess.Write, TestContext.Current.CancellationToken);
        return new(session.Merge!.Dialect);
    }

    public async ValueTask<long> ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        Written += sql.Length;
        await using var command = Command(sql);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask<IReadOnlyList<IReadOnlyList<string?>>> QueryAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<IReadOnlyList<string?>>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount)
                .Select(column => reader.IsDBNull(column) ? null : Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))]);
        }

        return rows;
    }

    public ValueTask<long> LoadAsync(Table table, Stream rows, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async ValueTask BeginAsync(CancellationToken cancellationToken) => await ExecuteAsync("BEGIN", cancellationToken);

    public async ValueTask CommitAsync(CancellationToken cancellationToken) => await ExecuteAsync("COMMIT", cancellationToken);

    public async ValueTask RollbackAsync(CancellationToken cancellationToken) => await ExecuteAsync("ROLLBACK", cancellationToken);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
