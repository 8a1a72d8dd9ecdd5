using Ferry.Merging;
using Ferry.MySql.Schema;

namespace Ferry.MySql.Merging;

/// <summary>Reads the unique keys of all tables, the primary keys among them. Keys that the optimizer may not use are enforced all the same.</summary>
internal sealed class ShapeKeys(CatalogQuery query)
{
    public const string Primary = "PRIMARY";

    public async ValueTask<ILookup<string, UniqueShape>> ReadAsync(CancellationToken cancellationToken)
    {
        var parts = await query.ListAsync(
            query.Dialect.UniqueParts(query.Database),
            "the unique keys",
            row => (Table: row.Required(0), Index: row.Required(1), Part: new UniquePart(row.Text(2), row.Text(4) is { } kept ? query.Dialect.Expression(kept) : null)
            {
                Prefix = row.Text(3) is null ? null : (int)row.Number(3),
            }),
            cancellationToken).ConfigureAwait(false);
        return parts
            .GroupBy(part => (part.Table, part.Index))
            .ToLookup(key => key.Key.Table, key => new UniqueShape(key.Key.Index, [.. key.Select(part => part.Part)]), StringComparer.Ordinal);
    }
}
