using Ferry.Merging;
using Ferry.MySql.Schema;

namespace Ferry.MySql.Merging;

/// <summary>Reads which rows the partitions of tables have no place for, as a condition that every row must meet. Partitions by hash or key take all.</summary>
internal sealed class ShapePartitions(CatalogQuery query)
{
    private const string Name = "of its partitions";

    public async ValueTask<ILookup<string, CheckShape>> ReadAsync(CancellationToken cancellationToken)
    {
        var partitions = await query.ListAsync(
            $"""
            SELECT TABLE_NAME, PARTITION_METHOD, PARTITION_EXPRESSION, PARTITION_DESCRIPTION FROM information_schema.PARTITIONS
            WHERE TABLE_SCHEMA = {query.Literal} AND PARTITION_METHOD IN ('RANGE', 'RANGE COLUMNS', 'LIST', 'LIST COLUMNS') AND PARTITION_DESCRIPTION IS NOT NULL
            ORDER BY TABLE_NAME, PARTITION_ORDINAL_POSITION
            """,
            "the partitions",
            row => (Table: row.Required(0), Method: row.Required(1), Value: query.Dialect.Expression(row.Required(2)), Bound: query.Dialect.Expression(row.Required(3))),
            cancellationToken).ConfigureAwait(false);
        return partitions.GroupBy(partition => partition.Table)
            .Select(table => (table.Key, Condition: Condition(table.First().Method, table.First().Value, [.. table.Select(partition => partition.Bound).Distinct()])))
            .Where(table => table.Condition is not null)
            .ToLookup(table => table.Key, table => new CheckShape(Name, table.Condition!), StringComparer.Ordinal);
    }

    /// <summary>NULL lies below the lowest bound, and in a list where it is said. Several columns are compared from the first to the last, which is left to the server.</summary>
    private static string? Condition(string method, string value, IReadOnlyList<string> bounds)
    {
        var several = method.EndsWith("COLUMNS", StringComparison.Ordinal) && value.Contains(',', StringComparison.Ordinal);
        return several || bounds.Contains("MAXVALUE") || bounds.Contains("DEFAULT") ? null
            : method.StartsWith("RANGE", StringComparison.Ordinal) ? $"({value}) < {bounds[^1]}"
            : bounds.Any(bound => bound.Contains("NULL", StringComparison.OrdinalIgnoreCase)) ? $"({value}) IN ({string.Join(", ", bounds)})"
            : $"({value}) IS NOT NULL AND ({value}) IN ({string.Join(", ", bounds)})";
    }
}
