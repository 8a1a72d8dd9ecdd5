using Ferry.Merging;
using Ferry.Sync.Model;
using Ferry.Sync.Staging;

namespace Ferry.Sync.References;

/// <summary>The keys by which documents of staged rows refer to one table. They are kept as the table itself would hold them: documents may write one key in several ways.</summary>
/// <param name="child">The table with the documents.</param>
/// <param name="reference">The reference.</param>
/// <param name="parent">The table referred to.</param>
internal sealed class JsonKeys(TableSql child, MergeReference reference, TableSql parent)
{
    private readonly MergeColumn _column = child.Table.Find(reference.Columns[0])!;

    public StagingTable Table => new(
        $"json{child.Table.References.ToList().IndexOf(reference)}_{child.Table.Name}", [("k1", child.Dialect.Staging.TypeOf(StagingType.Value, parent.Table.Key[0].Target))], []) { Indexes = [["k1"]] };

    /// <summary>Looks into documents that are new or have changed.</summary>
    public string Fill
    {
        get
        {
            var place = JsonPlace.Of(child.Dialect.Json, ReferenceStep.Staged(child, _column), reference.JsonPath!);
            var key = child.Dialect.Json.KeyAt(parent.Table.Key[0].Target, place.Document, place.Path);
            var known = child.Table.Key.Count > 0 ? $" LEFT JOIN {child.Map} AS c ON {child.MapOfStaged("c")}" : "";
            var changed = child.Table.Key.Count > 0
                ? $" AND (c.src_cells IS NULL OR {child.Dialect.Cells.At($"n.{TableSql.Cells}", _column.Cell)} <> {child.Dialect.Cells.At("c.src_cells", _column.Cell)})"
                : "";
            return $"""
                INSERT INTO {child.Staged(Table.Name)} (k1)
                SELECT DISTINCT {key} FROM {child.New} AS n{known}{place.Join} WHERE {key} IS NOT NULL{changed}
                """;
        }
    }

    public string Select => $"SELECT DISTINCT k1 FROM {child.Staged(Table.Name)}";
}
