using System.Runtime.CompilerServices;
using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.Testing.Memory;

internal sealed class MemorySnapshot : ISnapshot
{
    private readonly MemoryProvider _provider;
    private readonly MemoryDatabase _database;

    public MemorySnapshot(MemoryProvider provider, string name, SnapshotOptions options)
    {
        _provider = provider;
        _database = provider.Databases[name];
        Catalog = CatalogOf(name, _database, options.Selection);
        Readers = [.. Enumerable.Range(0, options.Readers).Select(_ => new MemoryReader(provider, _database))];
    }

    public Catalog Catalog { get; }

    public Consistency Consistency { get; } = new(ConsistencyLevel.Snapshot, "memory", new Dictionary<string, string>(), []);

    public IReadOnlyList<IChunkReader> Readers { get; }

    public static Catalog CatalogOf(string name, MemoryDatabase database, TableSelection selection) => new()
    {
        Engine = MemoryProvider.EngineName,
        Database = name,
        Tables = [.. database.Tables.OrderBy(table => table.Key, StringComparer.Ordinal)
            .Where(table => selection.Decide(table.Key) is not null)
            .Select(table => new Table
            {
                Name = table.Key,
                Ddl = $"TABLE {table.Key}",
                Columns = [new Column { Name = "value", Type = "text" }],
                Content = selection.Decide(table.Key)!.Value,
                EstimatedBytes = table.Value.Length,
                EstimatedRows = table.Value.Count(value => value == (byte)'\n'),
            })],
    };

    public async IAsyncEnumerable<ChunkRange> PlanAsync(Table table, long targetBytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await _provider.Before($"plan {table.Name}", cancellationToken).ConfigureAwait(false);
        var half = _database.Tables[table.Name].Length / 2;
        var middle = Array.IndexOf(_database.Tables[table.Name], (byte)'\n', half) + 1;
        yield return new ChunkRange($"0 {middle}", null, $"{middle}");
        yield return new ChunkRange($"{middle} {_database.Tables[table.Name].Length}", $"{middle}", null);
    }

    public ValueTask CompleteAsync(CancellationToken cancellationToken) => _provider.Before("complete", cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
