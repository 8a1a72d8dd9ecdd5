using System.Runtime.CompilerServices;
using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;
using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.MySql.Reading.Planning;

/// <summary>Cuts a table by its partitions where ranges of the key would make the server pass over some: a row that lies outside its partition
/// (EXCHANGE PARTITION … WITHOUT VALIDATION) would be in no range.</summary>
/// <param name="connection">A connection inside the snapshot.</param>
/// <param name="database">The database.</param>
/// <param name="table">The table.</param>
/// <param name="targetBytes">The wanted size of a chunk.</param>
internal sealed class PartitionPlanner(ServerConnection connection, string database, Table table, long targetBytes)
{
    // The servers pass over partitions by ranges of a column only where these are ranges or lists themselves.
    private static readonly string[] _pruned = ["RANGE", "LIST"];

    /// <summary>Plans by partitions, or by the key where that loses nothing.</summary>
    public async IAsyncEnumerable<ChunkRange> PlanAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var partitions = await PartitionsAsync(cancellationToken).ConfigureAwait(false);
        if (partitions.Count == 0)
        {
            await foreach (var range in new ChunkPlanner(new KeyProbe(connection, database, table), table, targetBytes).PlanAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return range;
            }

            yield break;
        }

        var (names, bytes) = (new List<string>(), 0L);
        foreach (var partition in partitions)
        {
            if (names.Count > 0 && bytes + partition.Bytes > targetBytes)
            {
                yield return Range(names);
                (names, bytes) = ([], 0);
            }

            names.Add(partition.Name);
            bytes += partition.Bytes;
        }

        yield return Range(names);
    }

    private static ChunkRange Range(List<string> names) => ChunkRange.Whole with { Part = Quote.Identifiers(names) };

    private async ValueTask<IReadOnlyList<(string Name, long Bytes)>> PartitionsAsync(CancellationToken cancellationToken)
    {
        if (table.ChunkKey.Count == 0 || !table.Ddl.Contains("PARTITION BY", StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }

        var found = await connection.QueryAsync(
            "SELECT PARTITION_NAME, CONCAT(PARTITION_METHOD, ' ', COALESCE(PARTITION_EXPRESSION, '')), COALESCE(SUM(DATA_LENGTH), 0) FROM information_schema.PARTITIONS "
                + $"WHERE TABLE_SCHEMA = {Quote.Literal(database)} AND TABLE_NAME = {Quote.Literal(table.Name)} AND PARTITION_NAME IS NOT NULL "
                + "GROUP BY 1, 2 ORDER BY MIN(PARTITION_ORDINAL_POSITION)",
            $"Planning table {table.Name}",
            row => (Name: row.Required(0), Method: row.Required(1), Bytes: row.Number(2)),
            cancellationToken).ConfigureAwait(false);
        return [.. found.Where(partition => IsPruned(partition.Method)).Select(partition => (partition.Name, partition.Bytes))];
    }

    private bool IsPruned(string method) =>
        _pruned.Any(pruned => method.StartsWith(pruned, StringComparison.OrdinalIgnoreCase))
        && method.Contains(table.ChunkKey[0], StringComparison.OrdinalIgnoreCase);
}
