using Ferry.Merging;
using Ferry.Sync.History;
using Ferry.Sync.Identity;
using Ferry.Sync.Merge;
using Ferry.Sync.Model;
using Ferry.Sync.References;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Apply;

/// <summary>Proves, when a table's rows have been written, that as many of them refer to rows that are not there as the plan says. What the database itself proves is left to it.</summary>
internal sealed class ParentRechecks(IMergeConnection connection, TableSql sql, Translation translation)
{
    /// <summary>The queries, and what they must give.</summary>
    /// <param name="plan">What is written.</param>
    /// <param name="identity">How rows were placed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<SyncStep>> StepsAsync(SyncTablePlan plan, IdentityResolution identity, CancellationToken cancellationToken)
    {
        var steps = new List<SyncStep>();

        // A parent of an earlier run that goes until the plan is applied leaves NULL; one of this run leaves a key that leads nowhere, which a declared reference does not let in.
        if (plan.Inserted > 0 && (translation.HasUndeclared || !translation.Parents.All(parent => identity.Unmet(parent) is not null)))
        {
            var dangling = identity.MayDangle(sql) || translation.Replaced().Any();
            steps.Add(Step(Arriving(translation.Written), dangling ? await connection.CountAsync(Arriving(translation), cancellationToken).ConfigureAwait(false) : 0));
        }

        if (plan.Updated > 0 && Changed(translation) is { } changed)
        {
            steps.Add(Step(Changed(translation.Written)!, await connection.CountAsync(changed, cancellationToken).ConfigureAwait(false)));
        }

        return steps;
    }

    /// <summary>The same for copies, which have no place: of all that were read, as many must refer to rows that are not there as did when it was decided which of them come.</summary>
    public async Task<IReadOnlyList<SyncStep>> OfCopiesAsync(CancellationToken cancellationToken) => translation.Parents.Any()
        ? [Step(Staged(translation.Written), await connection.CountAsync(Staged(translation), cancellationToken).ConfigureAwait(false))]
        : [];

    private SyncStep Step(string query, long expected) => new(StepPhase.Recheck, sql.Table.Name, query, expected);

    private string Arriving(Translation followed) => $"SELECT COUNT(*) FROM {sql.New} AS n JOIN {sql.Map} AS m ON {sql.MapOfStaged()}{followed.Joins} WHERE {sql.Arrived} AND ({AnyMissing(followed)})";

    private string Staged(Translation followed) => $"SELECT COUNT(*) FROM {sql.New} AS n{followed.Joins} WHERE {AnyMissing(followed)}";

    private static string AnyMissing(Translation followed) => string.Join(" OR ", followed.Missing.Select(missing => $"({missing.Condition})"));

    private string? Changed(Translation followed)
    {
        var taken = followed.Missing.Where(missing => !missing.Reference.Declared)
            .Select(missing => (missing.Condition, Columns: missing.Columns.Where(column => !sql.Table.Key.Contains(column)).ToList()))
            .Where(missing => missing.Columns.Count > 0)
            .Select(missing => $"({missing.Condition} AND ({string.Join(" OR ", missing.Columns.Select(IsTaken))}))").ToList();
        return taken.Count == 0 ? null : $"""
            SELECT COUNT(*) FROM {sql.Changes} AS a JOIN {sql.New} AS n ON {TableSql.Equal(sql.SourceKey("a"), sql.StagedKey("n"))}{followed.Joins}
            WHERE a.action = 'update' AND ({string.Join(" OR ", taken)})
            """;
    }

    private string IsTaken(MergeColumn column) => $"{CellMark.Of(sql, column)} = '{CellMark.Taken}'";
}
