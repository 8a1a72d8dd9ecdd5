using Ferry.Merging;
using Ferry.MySql.Schema;

namespace Ferry.MySql.Merging;

/// <summary>Reads the foreign keys of all tables. One whose parent lies in another database is left out, and said to be.</summary>
internal sealed class ShapeReferences(CatalogQuery query)
{
    public sealed record Entry(string Table, ReferenceShape? Shape, Finding? Finding);

    public async ValueTask<ILookup<string, Entry>> ReadAsync(IReadOnlyList<TableShape> tables, CancellationToken cancellationToken)
    {
        var parts = await query.ListAsync(
            $"""
            SELECT TABLE_NAME, CONSTRAINT_NAME, COLUMN_NAME, REFERENCED_TABLE_SCHEMA, REFERENCED_TABLE_NAME, REFERENCED_COLUMN_NAME
            FROM information_schema.KEY_COLUMN_USAGE
            WHERE TABLE_SCHEMA = {query.Literal} AND REFERENCED_TABLE_NAME IS NOT NULL
            ORDER BY TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION
            """,
            "the foreign keys",
            row => new Part(row.Required(0), row.Required(1), row.Required(2), row.Required(3), row.Required(4), row.Required(5)),
            cancellationToken).ConfigureAwait(false);
        return parts
            .GroupBy(part => (part.Table, part.Name))
            .Select(key => Make([.. key], tables))
            .ToLookup(entry => entry.Table, StringComparer.Ordinal);
    }

    private Entry Make(List<Part> parts, IReadOnlyList<TableShape> tables)
    {
        var first = parts[0];
        if (!string.Equals(first.ParentDatabase, query.Database, StringComparison.OrdinalIgnoreCase))
        {
            return new(first.Table, null, new(
                FindingSeverity.Warning, "mysql.foreign-key-abroad",
                $"The foreign key {first.Name} of table {first.Table} refers to {first.ParentDatabase}.{first.Parent}, in another database: its values are taken as they are.",
                $"Leave {first.Table} out of the sync, or sync {first.ParentDatabase} first if ids differ there."));
        }

        // Servers that fold the case of table names have kept some parents as they were written.
        var parent = tables.FirstOrDefault(table => table.Name == first.Parent)
            ?? tables.FirstOrDefault(table => string.Equals(table.Name, first.Parent, StringComparison.OrdinalIgnoreCase));
        return new(first.Table, new(first.Name, [.. parts.Select(part => part.Column)], parent?.Name ?? first.Parent, [.. parts.Select(part => part.ParentColumn)]), null);
    }

    private sealed record Part(string Table, string Name, string Column, string ParentDatabase, string Parent, string ParentColumn);
}
