using Ferry.Merging;
using Ferry.Sync.Staging;
using Ferry.Sync.Undo;

namespace Ferry.Sync.Merge;

/// <summary>The copies that come into a table without a primary key, with how many of the same content were here and how many come. Kept until the run can no longer be undone.</summary>
internal sealed class CopyList(TableSql sql, CopyContent content)
{
    public string Name => TableUndo.ListNameOf(sql);

    public string Table => sql.Staged(Name);

    public StagingTable Shape => new(Name, content.Columns("place", "number", "had", "came", "copies", "stay"), ["place"]) { Indexes = [["packed"]] };

    /// <summary>Lists what is missing here and was not known before.</summary>
    /// <param name="known">What is known of each content.</param>
    public string Fill(KnownCopies known)
    {
        var alike = $"PARTITION BY packed, {content.Values()}";
        return $"""
            INSERT INTO {Table} ({content.Values()}, packed, place, number, had, came, copies, stay)
            SELECT {content.Values("p")}, p.packed, ROW_NUMBER() OVER (ORDER BY p.packed, p.number), p.number - k.base, k.had, k.copies - k.base, 0, 0
            FROM (SELECT s.*, ROW_NUMBER() OVER ({alike}) AS number FROM {content.There} AS s) AS p
            JOIN {known.Table} AS k ON k.pending = 1 AND {content.Equal("p", "k")}
            WHERE p.number > k.base
            """;
    }

    /// <summary>Counts anew what comes, after some have been taken out.</summary>
    public string Recount => sql.Dialect.Update(new JoinedUpdate(
        Table, "l", [("came", "c.copies")], $"(SELECT {content.Values()}, packed, COUNT(*) AS copies FROM {Table} GROUP BY packed, {content.Values()}) AS c", content.Equal("c", "l")));

    /// <summary>Writes what is listed, unless there are more or fewer of it here by now.</summary>
    public string Insert =>
        $"""
        INSERT INTO {sql.Own} ({TableSql.List(sql.Table.Columns.Select(column => sql.Dialect.Quote(column.Name)))})
        SELECT {content.Values("l")} FROM {Table} AS l LEFT JOIN {content.Here} AS h ON {content.Equal("h", "l")} WHERE COALESCE(h.copies, 0) = l.had
        """;

    /// <summary>Counts what is listed and refers, by a declared key, to a row that is not there; null where nothing is declared.</summary>
    public string? Orphans
    {
        get
        {
            var keys = sql.Table.Target.ForeignKeys.Where(key => key.Columns.All(name => sql.Table.Find(name) is not null)).ToList();
            return keys.Count == 0 ? null : $"SELECT COUNT(*) FROM {Table} AS l WHERE {string.Join(" OR ", keys.Select(IsOrphan))}";
        }
    }

    private string IsOrphan(ReferenceShape key)
    {
        var values = key.Columns.Select(name => $"l.{CopyContent.Value(sql.Table.Find(name)!)}").ToList();
        var parents = key.ParentColumns.Select(name => $"p.{sql.Dialect.Quote(name)}");
        return $"({TableSql.All(values.Select(value => $"{value} IS NOT NULL"))} AND NOT EXISTS (SELECT 1 FROM {sql.Dialect.Quote(key.ParentTable)} AS p WHERE {TableSql.Equal(parents, values)}))";
    }

    /// <summary>The condition that a row of the target has a content of the list <c>l</c>.</summary>
    /// <param name="own">The name of the target's table in the statement.</param>
    public string Same(string own) => content.Same(own);
}
