using Ferry.Merging;
using Ferry.Sync.History;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Merge;

/// <summary>
/// How many copies of each content the source had that came here or were here: fewer of them here now were deleted or edited here, and do not come again.
/// What a plan would make known is pending until it is carried out.
/// </summary>
/// <param name="sql">The table.</param>
/// <param name="content">What its rows hold.</param>
internal sealed class KnownCopies(TableSql sql, CopyContent content)
{
    public string Table => sql.Staged(sql.KnownName);

    public StagingTable Shape => new(sql.KnownName, content.Columns("copies", "had", "base", "pending"), []) { Indexes = [["packed"]] };

    /// <summary>Forgets what a plan would have made known that was not carried out.</summary>
    public string Clear => $"DELETE FROM {Table} WHERE pending = 1";

    /// <summary>Counts each content of the source: there, here (<c>had</c>), and what is not missing of it (<c>base</c>) because it is here or was deleted here.</summary>
    public string Count =>
        $"""
        INSERT INTO {Table} ({content.Values()}, packed, copies, had, base, pending)
        SELECT {content.Values("g")}, g.packed, g.copies, COALESCE(h.copies, 0), CASE WHEN k.copies > COALESCE(h.copies, 0) THEN k.copies ELSE COALESCE(h.copies, 0) END, 1
        FROM (SELECT {content.Values()}, packed, COUNT(*) AS copies FROM {content.There} AS s GROUP BY packed, {content.Values()}) AS g
        LEFT JOIN {content.Here} AS h ON {content.Equal("g", "h")}
        LEFT JOIN {Table} AS k ON k.pending = 0 AND {content.Equal("g", "k")}
        """;

    /// <summary>A query: rows that the source still has and that were deleted here.</summary>
    public string DeletedHere => $"SELECT COALESCE(SUM(CASE WHEN copies < base THEN copies ELSE base END - had), 0) FROM {Table} WHERE pending = 1 AND base > had AND copies > had";

    /// <summary>Copies that stay out are not known: after some have been taken off the list, what is known is what comes.</summary>
    /// <param name="list">What comes.</param>
    public IEnumerable<string> Correct(CopyList list) =>
    [
        $"UPDATE {Table} SET copies = base WHERE pending = 1 AND copies > base",
        sql.Dialect.Update(new JoinedUpdate(Table, "k", [("copies", "k.base + l.came")], Coming(list), $"k.pending = 1 AND {content.Equal("k", "l")}")),
    ];

    /// <summary>Makes known what was pending; undoing takes as many off as came.</summary>
    /// <param name="list">What comes; null where undoing leaves it here.</param>
    public IEnumerable<SyncStep> Steps(CopyList? list) =>
    [
        new(StepPhase.Record, sql.Table.Name, $"DELETE FROM {Table} WHERE pending = 0", null),
        new(StepPhase.Record, sql.Table.Name, $"UPDATE {Table} SET pending = 0", null),
        .. list is null ? [] : new[] { new SyncStep(StepPhase.Forget, sql.Table.Name, Forget(list), null) },
    ];

    private string Forget(CopyList list) =>
        sql.Dialect.Update(new JoinedUpdate(Table, "k", [("copies", "k.copies - l.came")], Coming(list), $"k.pending = 0 AND {content.Equal("k", "l")}"));

    private string Coming(CopyList list) => $"(SELECT {content.Values()}, packed, came FROM {list.Table} WHERE number = 1) AS l";
}
