using Ferry.Merging;
using Ferry.Sync.Merge;
using Ferry.Sync.Model;
using Ferry.Sync.References;
using Ferry.Sync.Rules;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Asking;

/// <summary>Finds what is to be asked about a table's conflicts, and decides what was answered.</summary>
/// <param name="database">The database's key, which questions of several databases are told by.</param>
/// <param name="rules">Says which columns are asked about.</param>
/// <param name="answers">What was answered.</param>
internal sealed class AskedCells(string database, SyncRules rules, SyncAnswers answers)
{
    // So many a column at once: more are found when these are answered.
    private const int Most = 100;

    /// <summary>Decides cells of the table of changes, which was filled just now.</summary>
    public async Task DecideAsync(IMergeConnection connection, TableSql sql, Translation translation, CancellationToken cancellationToken)
    {
        foreach (var column in Asked(sql))
        {
            foreach (var side in new[] { SyncAnswer.Here, SyncAnswer.There })
            {
                var ids = Of(sql, column).Where(answer => answer.Value == side).Select(answer => answer.Id).ToList();
                if (ids.Count > 0)
                {
                    await connection.ExecuteAsync(Decide(sql, translation, column, side, $" AND {Id(sql, translation, column)} IN ({Literals(sql, ids)})"), cancellationToken).ConfigureAwait(false);
                }
            }

            if (answers.Rest is { } rest and not SyncAnswer.Open)
            {
                await connection.ExecuteAsync(Decide(sql, translation, column, rest, Unanswered(sql, translation, column)), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>What is still to be asked.</summary>
    public async Task<IReadOnlyList<SyncQuestion>> FindAsync(IMergeConnection connection, TableSql sql, Translation translation, CancellationToken cancellationToken)
    {
        var questions = new List<SyncQuestion>();
        foreach (var column in answers.Rest is null ? Asked(sql) : [])
        {
            questions.AddRange(await FindAsync(connection, sql, translation, column, cancellationToken).ConfigureAwait(false));
        }

        return questions;
    }

    private List<MergeColumn> Asked(TableSql sql) => [.. sql.Table.Others.Where(column => rules.PolicyOf(sql.Table.Name, column.Name)?.Kind == PolicyKind.Ask)];

    private async Task<IEnumerable<SyncQuestion>> FindAsync(IMergeConnection connection, TableSql sql, Translation translation, MergeColumn column, CancellationToken cancellationToken)
    {
        var natural = sql.Table.NaturalKeys.Count == 0 ? [] : sql.Table.NaturalKeys[0].Select(part => part.Column).ToList();
        var rows = await connection.QueryAsync(
            $"""
            SELECT {TableSql.List([Id(sql, translation, column), $"a.{column.Old}", translation.Value(column), .. sql.SourceKey("a"), .. sql.TargetKey("a"), .. natural.Select(part => $"t.{sql.Dialect.Quote(part.Name)}")])}
            FROM {sql.Changes} AS a JOIN {sql.Own} AS t ON {TableSql.Equal(sql.OwnKey("t"), sql.TargetKey("a"))} JOIN {sql.New} AS n ON {Staged(sql)}{translation.Joins}
            WHERE {IsOpen(sql, column)}{Unanswered(sql, translation, column)} ORDER BY {TableSql.List(sql.TargetKey("a"))} LIMIT {Most}
            """,
            cancellationToken).ConfigureAwait(false);
        var keys = sql.Table.Key.Count;
        return rows.Select(row => new SyncQuestion(
            Prefix(sql, column) + row[0], column.Name, string.Join(", ", row.Skip(3).Take(keys)), string.Join(", ", row.Skip(3 + keys).Take(keys)),
            natural.Count == 0 ? null : string.Join(", ", row.Skip(3 + (2 * keys))), row[1], row[2]));
    }

    private static string Decide(TableSql sql, Translation translation, MergeColumn column, SyncAnswer side, string only)
    {
        var marks = CellMark.Put(sql, column, side == SyncAnswer.There ? CellMark.Taken : CellMark.Local);
        return sql.Dialect.Update(new JoinedUpdate(
            sql.Changes,
            "a",
            side == SyncAnswer.There ? [(column.New, translation.Value(column)), ("action", "'update'"), ("marks", marks)] : [("marks", marks)],
            $"{sql.New} AS n{translation.Joins}",
            $"{Staged(sql)} AND {IsOpen(sql, column)}{only}"));
    }

    // The values are part of it, so that nobody's word is used for others than were seen.
    private static string Id(TableSql sql, Translation translation, MergeColumn column) => sql.Dialect.Cells.Join(
    [
        .. sql.SourceKey("a").SelectMany(key => new[] { $"HEX({key})", "'.'" }),
        $"HEX({sql.Dialect.Cells.Pack([(column.Target, $"a.{column.Old}"), (column.Target, translation.Value(column))])})",
    ]);

    private string Unanswered(TableSql sql, Translation translation, MergeColumn column) => Of(sql, column).Select(answer => answer.Id).ToList() is { Count: > 0 } known
        ? $" AND {Id(sql, translation, column)} NOT IN ({Literals(sql, known)})"
        : "";

    private IEnumerable<(string Id, SyncAnswer Value)> Of(TableSql sql, MergeColumn column)
    {
        var prefix = Prefix(sql, column);
        return answers.Cells.Where(answer => answer.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(answer => (answer.Key[prefix.Length..], answer.Value));
    }

    private string Prefix(TableSql sql, MergeColumn column) => $"{database}/{sql.Table.Name}/{column.Name}/";

    private static string Staged(TableSql sql) => TableSql.Equal(sql.SourceKey("a"), sql.StagedKey("n"));

    private static string IsOpen(TableSql sql, MergeColumn column) => $"{CellMark.Of(sql, column)} = '{CellMark.Conflict}'";

    private static string Literals(TableSql sql, IEnumerable<string> ids) => TableSql.List(ids.Select(sql.Dialect.Literal));
}
