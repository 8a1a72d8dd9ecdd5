namespace Ferry.MySql.Schema;

/// <summary>Reads the unique keys of all tables.</summary>
internal sealed class KeyReader(CatalogQuery query)
{
    public async ValueTask<ILookup<string, UniqueKey>> ReadAsync(CancellationToken cancellationToken)
    {
        var parts = await query.ListAsync(
            new TableListing(
                "STATISTICS", "TABLE_NAME, INDEX_NAME, COLUMN_NAME, SUB_PART, NULLABLE, INDEX_TYPE", $"NON_UNIQUE = 0 AND {query.Dialect.UsableIndex}", "TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX"),
            "the keys",
            row => new Part(row.Required(0), row.Required(1), row.Text(2), row.Text(3) is not null, row.Flag(4), row.Required(5) == "BTREE"),
            cancellationToken).ConfigureAwait(false);
        return parts
            .GroupBy(part => (part.Table, part.Index))
            .Where(key => key.All(part => part is { Column: not null, Nullable: false }))
            .ToLookup(
                key => key.Key.Table,
                key => new UniqueKey(key.Key.Index, [.. key.Select(part => part.Column!)], key.First() is { Prefix: false, Tree: true }),
                StringComparer.Ordinal);
    }

    private sealed record Part(string Table, string Index, string? Column, bool Prefix, bool Nullable, bool Tree);
}
