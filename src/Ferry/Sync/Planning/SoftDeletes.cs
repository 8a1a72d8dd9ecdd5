using System.Globalization;
using Ferry.Merging;
using Ferry.Sync.Merge;
using Ferry.Sync.Model;
using Ferry.Sync.References;
using Ferry.Sync.Rules;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Planning;

/// <summary>Finds rows that were edited here and that the source marks as deleted: the mark arrives like any other change, and what was edited would vanish from sight.</summary>
internal sealed class SoftDeletes(IMergeConnection connection, TableSql sql, Translation translation, CellRules rules)
{
    private static readonly HashSet<string> _names = new(["deleted_at", "deleted_on", "deleted", "deletedat", "date_deleted", "removed_at", "trashed_at"], StringComparer.OrdinalIgnoreCase);

    public async Task<IReadOnlyList<Finding>> FindAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var mark in sql.Table.Others.Where(column => column.Target.Column.Nullable && _names.Contains(column.Name)))
        {
            var edited = sql.Table.Others.Where(column => column != mark && rules.Policy(column)?.Kind is not (PolicyKind.Frozen or PolicyKind.Recompute)).Select(Edited).ToList();
            if (edited.Count > 0 && await AskAsync(mark, edited, cancellationToken).ConfigureAwait(false) is { } finding)
            {
                findings.Add(finding);
            }
        }

        return findings;
    }

    private async Task<Finding?> AskAsync(MergeColumn mark, IReadOnlyList<string> edited, CancellationToken cancellationToken)
    {
        var key = sql.TargetKey("a").First();
        var found = (await connection.QueryAsync(
            $"""
            SELECT COUNT(*), MIN({key}) FROM {sql.Changes} AS a JOIN {sql.New} AS n ON {TableSql.Equal(sql.SourceKey("a"), sql.StagedKey("n"))}{translation.Joins}
            WHERE {Marked(mark, CellMark.Taken)} AND a.{mark.Old} IS NULL AND a.{mark.New} IS NOT NULL AND ({string.Join(" OR ", edited)})
            """,
            cancellationToken).ConfigureAwait(false))[0];
        var rows = long.Parse(found[0] ?? "0", CultureInfo.InvariantCulture);
        return rows == 0 ? null : new Finding(
            FindingSeverity.Warning, "sync.deleted-beside-edits",
            $"{(rows == 1 ? "1 row" : string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows"))} of {sql.Table.Name} that {(rows == 1 ? "was" : "were")} edited here {(rows == 1 ? "is" : "are")} marked as deleted there ({mark.Name}), such as the one with the key {found[1]}.",
            $"They will be marked here, too. To keep them: \"Sync\": {{ \"Policies\": {{ \"{sql.Table.Name}\": {{ \"{mark.Name}\": \"frozen\" }} }} }}.");
    }

    /// <summary>Whether a cell stays here although the source holds something else.</summary>
    private string Edited(MergeColumn column) =>
        $"NOT ({Marked(column, CellMark.Taken)} OR {Marked(column, CellMark.Dangling)} OR {sql.Dialect.Same(column.Target, translation.Value(column), $"a.{column.Old}")})";

    private string Marked(MergeColumn column, char mark) => $"{CellMark.Of(sql, column)} = '{mark}'";
}
