using Ferry.Merging;
using Ferry.Sync.Merge;
using Ferry.Sync.Model;
using Ferry.Sync.Rules;
using Ferry.Sync.Staging;

namespace Ferry.Sync.References;

/// <summary>Says in SQL what staged rows will be in the target: every reference goes through the map of its parent.</summary>
internal sealed class Translation
{
    private readonly TableSql _sql;
    private readonly List<Step> _steps = [];
    private readonly CollapsedRows? _collapsed;
    private readonly Translation? _single;

    /// <param name="sql">The table.</param>
    /// <param name="tables">All tables of the run by name; a parent that is not among them keeps its values.</param>
    /// <param name="collapsed">What rows come to that are one row here; null where each counts by itself.</param>
    public Translation(TableSql sql, IReadOnlyDictionary<string, TableSql> tables, CollapsedRows? collapsed = null)
    {
        _sql = sql;
        _collapsed = collapsed;
        _single = collapsed is null ? null : new(sql, tables);
        foreach (var reference in sql.Table.References)
        {
            if (tables.TryGetValue(reference.Parent, out var parent) && Keys(reference, parent.Table) is { } columns && (reference.JsonPath is null || sql.Dialect.Json.CanHold(parent.Table.Key[0].Target)))
            {
                _steps.Add(new($"r{_steps.Count}", reference, parent, columns));
            }
        }
    }

    /// <summary>The joins that values need, to stand after <c>FROM new AS n</c>.</summary>
    public string Joins => string.Concat(_steps.Select(Join)) + _collapsed?.Join;

    /// <summary>The joins that the values of some columns need.</summary>
    public string JoinsFor(IReadOnlyCollection<MergeColumn> columns) => string.Concat(_steps.Where(step => step.Columns.Exists(columns.Contains)).Select(Join)) + _collapsed?.Join;

    /// <summary>The condition that a row's values are not those of one source row; null where they always are.</summary>
    public string? IsSeveral => _collapsed is null ? null : CollapsedRows.IsOne;

    /// <summary>Whether a column holds a reference that is rewritten.</summary>
    public bool Rewrites(MergeColumn column) => _steps.Exists(step => step.Columns.Contains(column));

    /// <summary>The statements that find what rows come to that are one row here.</summary>
    public IEnumerable<string> FillSeveral => _collapsed?.Fill(_single!) ?? [];

    /// <summary>The value that a staged row's column becomes.</summary>
    public string Value(MergeColumn column) => _collapsed?.Of(column, Single(column)) ?? Single(column);

    private string Single(MergeColumn column)
    {
        var plain = Staged(column);
        var steps = _steps.Where(step => step.Columns.Contains(column)).ToList();
        if (steps.Count == 0)
        {
            return plain;
        }

        if (steps.TrueForAll(step => step.Reference.JsonPath is not null))
        {
            return Document(plain, steps);
        }

        steps.RemoveAll(step => step.Reference.JsonPath is not null);

        if (steps.Find(step => step.Reference.When is null) is { } always)
        {
            return Mapped(always, column);
        }

        var cases = steps.Select(step => $"WHEN {Meant(step)} THEN {Mapped(step, column)}");
        return $"CASE {string.Join(" ", cases)} ELSE {plain} END";
    }

    // A document keeps its bytes where every key in it stays the same. A parent that is not there leaves a JSON null.
    private string Document(string plain, IReadOnlyList<Step> steps)
    {
        var found = steps.Select(step => (Step: step, Key: Operand(step, step.Columns[0]), Value: Mapped(step, step.Columns[0]))).ToList();
        var kept = found.Select(key => $"({key.Key} IS NULL OR ({key.Step.Alias}.t1 IS NOT NULL AND {_sql.Dialect.Same(key.Step.Parent.Table.Key[0].Target, $"{key.Step.Alias}.t1", $"{key.Step.Alias}.s1")}))");
        return $"CASE WHEN {TableSql.All(kept)} THEN {plain} ELSE {_sql.Dialect.Json.Replace(plain, [.. found.Select(key => new JsonKey(key.Step.Reference.JsonPath!, key.Key, key.Value))])} END";
    }

    /// <summary>For each reference, the condition that it points to a row that is not there, and that nothing takes its place.</summary>
    public IEnumerable<(MergeReference Reference, IReadOnlyList<MergeColumn> Columns, string Condition)> Dangling() => Missing(_steps.Where(step => !step.Reference.HasFallback));

    /// <summary>For each reference that has a fallback, the condition that it is needed.</summary>
    public IEnumerable<(MergeReference Reference, IReadOnlyList<MergeColumn> Columns, string Condition)> Replaced() => Missing(_steps.Where(step => step.Reference.HasFallback));

    private IEnumerable<(MergeReference Reference, IReadOnlyList<MergeColumn> Columns, string Condition)> Missing(IEnumerable<Step> steps) => steps.Select(step => (
        step.Reference, (IReadOnlyList<MergeColumn>)step.Columns, TableSql.All(step.Reference.When is null ? [IsMissing(step)] : [IsMissing(step), Meant(step)])));

    private string IsMissing(Step step) => TableSql.All([.. step.Columns.Select(column => $"{Operand(step, column)} IS NOT NULL"), $"{step.Alias}.t1 IS NULL"]);

    private string Mapped(Step step, MergeColumn column) => step.Reference.Missing is { Kind: MissingParent.Use, Key: { } key }
        ? $"CASE WHEN {IsMissing(step)} THEN {new FallbackRow(step.Parent, key).Part(step.Place(step.Columns.IndexOf(column)) - 1)} ELSE {step.Mapped(column)} END"
        : step.Mapped(column);

    /// <summary>The parents by whose maps values are rewritten.</summary>
    public IEnumerable<TableSql> Parents => _steps.Select(step => step.Parent).Distinct();

    private string Join(Step step) => $"\nLEFT JOIN {step.Parent.Map} AS {step.Alias} ON {On(step)}";

    private string On(Step step)
    {
        var keys = step.Columns.Select((column, index) => $"{step.Alias}.s{step.Place(index)} = {Operand(step, column)}");
        return TableSql.All([.. step.Reference.When is null ? keys : keys.Prepend(Meant(step)), IsHere(step)]);
    }

    // A parent that was deleted here since an earlier run is known but not there: nothing may refer to it.
    private static string IsHere(Step step) =>
        $"({step.Alias}.first_run = {step.Parent.Run} OR EXISTS (SELECT 1 FROM {step.Parent.Own} AS {step.Alias}_ WHERE {step.Parent.MapOfOwn(step.Alias, $"{step.Alias}_")}))";

    private string Meant(Step step) => $"n.{_sql.Dialect.Quote(step.Reference.When!.Value.Column)} = {_sql.Dialect.Literal(step.Reference.When.Value.Value)}";

    // What is looked for in the parent's map.
    private string Operand(Step step, MergeColumn column) =>
        step.Reference.JsonPath is { } path ? _sql.Dialect.Json.KeyAt(step.Parent.Table.Key[0].Target, Staged(column), path) : Staged(column);

    private string Staged(MergeColumn column) => $"n.{_sql.Dialect.Quote(column.Source.Name)}";

    /// <summary>The referring columns, when the reference is to the whole primary key; null for one to other columns, whose values stay what they are.</summary>
    private List<MergeColumn>? Keys(MergeReference reference, MergeTable parent)
    {
        var columns = reference.Columns.Select(_sql.Table.Find).OfType<MergeColumn>().ToList();
        return columns.Count == reference.Columns.Count && reference.IsToKeyOf(parent) ? columns : null;
    }

    private sealed record Step(string Alias, MergeReference Reference, TableSql Parent, List<MergeColumn> Columns)
    {
        /// <summary>Which part of the parent's key a referring column holds, from 1.</summary>
        public int Place(int index) =>
            1 + Parent.Table.Key.ToList().FindIndex(key => string.Equals(key.Name, Reference.ParentColumns[index], StringComparison.OrdinalIgnoreCase));

        public string Mapped(MergeColumn column) => $"{Alias}.t{Place(Columns.IndexOf(column))}";
    }
}
