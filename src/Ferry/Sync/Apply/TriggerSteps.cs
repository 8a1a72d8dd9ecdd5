using Ferry.Merging;
using Ferry.Sync.History;
using Ferry.Sync.Model;
using Ferry.Sync.References;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Apply;

/// <summary>The statements that make a plan's rows what the plan says although triggers of the target fire while it is written: a trigger may bring in or change a row before its turn comes, or give
/// a cell another value than the row came with.</summary>
internal sealed class TriggerSteps(TableSql sql, Translation translation)
{
    /// <summary>How tables of arriving rows are called, before the run's number.</summary>
    public const string Prefix = "came";

    private string ArrivalsName => $"{Prefix}{sql.Run}_{sql.Table.Name}";

    private string Arrivals => $"{sql.Staged(ArrivalsName)} AS c";

    private string IsArrival => TableSql.Equal(sql.OwnKey("t"), sql.TargetKey("c"));

    /// <summary>The rows that come in, as they will be. A server refuses a trigger that writes a table which the statement reads, so nothing but these is read while they are inserted.</summary>
    public StagingTable ArrivalsTable => new(
        ArrivalsName,
        [
            .. sql.TargetKey().Zip(sql.Table.Key, (name, column) => (name, sql.Dialect.Staging.TypeOf(StagingType.Value, column.Target))),
            .. sql.Table.Others.Select(column => (column.New, sql.Dialect.Staging.TypeOf(StagingType.Value, column.Target))),
        ],
        [.. sql.TargetKey()]);

    /// <summary>Fills it when the plan is made.</summary>
    public string FillArrivals =>
        $"""
        INSERT INTO {sql.Staged(ArrivalsName)} ({TableSql.List([.. sql.TargetKey(), .. sql.Table.Others.Select(column => column.New)])})
        SELECT {TableSql.List([.. sql.TargetKey("m"), .. sql.Table.Others.Select(translation.Value)])}
        FROM {sql.New} AS n
        JOIN {sql.Map} AS m ON {sql.MapOfStaged()}{translation.Joins}
        WHERE {sql.Arrived}
        """;

    /// <summary>Brings them in, but those that a trigger has brought in already.</summary>
    public string Insert =>
        $"""
        INSERT INTO {sql.Own} ({TableSql.List(sql.Table.Key.Concat(sql.Table.Others).Select(column => sql.Dialect.Quote(column.Name)))})
        SELECT {TableSql.List([.. sql.TargetKey("c"), .. sql.Table.Others.Select(column => $"c.{column.New}")])}
        FROM {Arrivals}
        WHERE NOT EXISTS (SELECT 1 FROM {sql.Own} AS t WHERE {IsArrival})
        ORDER BY {TableSql.List(sql.TargetKey("c"))}
        """;

    public IEnumerable<SyncStep> Steps(SyncTablePlan plan)
    {
        var name = sql.Table.Name;
        if (plan.Inserted > 0)
        {
            yield return new SyncStep(StepPhase.Claim, name, Claim, 0);
            yield return new SyncStep(StepPhase.Record, name, Count, plan.Inserted);
        }

        if (plan.Inserted > 0 && sql.Table.Others.Any())
        {
            yield return new SyncStep(StepPhase.Settle, name, SettleArrived, null);
        }

        if (plan.Updated > 0)
        {
            yield return new SyncStep(StepPhase.Settle, name, SettleChanged, null);
        }
    }

    /// <summary>The value of a cell after an update. A cell that the plan leaves alone may have been changed by a trigger, which then is right.</summary>
    public string Planned(MergeColumn column) => $"CASE WHEN {IsKept(column)} THEN {Own(column)} ELSE a.{column.New} END";

    /// <summary>The condition that a cell needs nothing more.</summary>
    public string IsSettled(MergeColumn column) => $"{IsKept(column)} OR {Same(column, Own(column), $"a.{column.New}")}";

    // Finds no row, or the plan is stale; an update, because it keeps others from inserting the keys.
    private string Claim => sql.Dialect.Update(new JoinedUpdate(sql.Own, "t", [(sql.Table.Key[0].Name, sql.OwnKey("t").First())], Arrivals, IsArrival));

    private string Count => sql.Dialect.Update(new JoinedUpdate(sql.Map, "m", [("first_run", "m.first_run")], $"{sql.Own} AS t", $"{sql.MapOfOwn()} AND {sql.Arrived}"));

    private string SettleArrived => sql.Dialect.Update(new JoinedUpdate(
        sql.Own,
        "t",
        [.. sql.Table.Others.Select(column => (column.Name, $"c.{column.New}"))],
        Arrivals,
        $"{IsArrival} AND NOT ({TableSql.All(sql.Table.Others.Select(column => Same(column, Own(column), $"c.{column.New}")))})"));

    private string SettleChanged => sql.Dialect.Update(new JoinedUpdate(
        sql.Own,
        "t",
        [.. sql.Table.Others.Select(column => (column.Name, Planned(column)))],
        $"{sql.Changes} AS a",
        $"{TableSql.Equal(sql.OwnKey("t"), sql.TargetKey("a"))} AND a.action = 'update' AND NOT ({TableSql.All(sql.Table.Others.Select(column => $"({IsSettled(column)})"))})"));

    private string IsKept(MergeColumn column) => Same(column, $"a.{column.Old}", $"a.{column.New}");

    private string Own(MergeColumn column) => $"t.{sql.Dialect.Quote(column.Name)}";

    private string Same(MergeColumn column, string left, string right) => sql.Dialect.Same(column.Target, left, right);
}
