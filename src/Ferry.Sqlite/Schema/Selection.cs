using Ferry.Schema;

namespace Ferry.Sqlite.Schema;

/// <summary>A table selection that treats a virtual table and its shadow tables as one.</summary>
internal sealed class Selection(TableSelection selection, IReadOnlyList<SchemaRow> schema, IReadOnlyDictionary<string, TableListing> shapes)
{
    private readonly IReadOnlyList<string> _virtual =
        schema.Where(row => row.Type == "table" && shapes.GetValueOrDefault(row.Name) is { Virtual: true }).Select(row => row.Name).ToList();

    /// <summary>The virtual table that a shadow table belongs to; null for other tables.</summary>
    public string? OwnerOf(string table) => shapes.GetValueOrDefault(table) is { Shadow: true }
        ? _virtual.Where(name => table.StartsWith(name + "_", StringComparison.OrdinalIgnoreCase)).MaxBy(name => name.Length)
        : null;

    /// <summary>What of a table is wanted; null when it is left out.</summary>
    public TableContent? Decide(string table) => selection.Decide(OwnerOf(table) ?? table);
}
