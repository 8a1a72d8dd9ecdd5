using Ferry.Merging;
using Ferry.Sync.Merge;
using Ferry.Sync.Model;
using Ferry.Sync.Staging;

namespace Ferry.Sync.References;

/// <summary>Says in SQL what staged rows will be in the target: every reference goes through the map of its parent.</summary>
internal sealed class Translation
{
    private readonly TableSql _sql;
    private readonly IReadOnlyDictionary<string, TableSql> _tables;
    private readonly List<ReferenceStep> _steps;
    private readonly IReadOnlyList<DocumentList> _lists;
    private readonly CollapsedRows? _collapsed;
    private readonly Translation? _single;

    /// <param name="sql">The table.</param>
    /// <param name="tables">All tables of the run by name; a parent that is not among them keeps its values.</param>
    /// <param name="collapsed">What rows come to that are one row here; null where each counts by itself.</param>
    /// <param name="looksForAll">Whether parents that this run has recognised, too, are looked for where they should be.</param>
    public Translation(TableSql sql, IReadOnlyDictionary<string, TableSql> tables, CollapsedRows? collapsed = null, bool looksForAll = false)
    {
        _sql = sql;
        _tables = tables;
        _collapsed = collapsed;
        _single = collapsed is null ? null : new(sql, tables);
        var steps = new List<ReferenceStep>();
        foreach (var reference in sql.Table.References)
        {
            if (tables.TryGetValue(reference.Parent, out var parent) && ReferenceStep.Of(sql, $"r{steps.Count}", reference, parent) is { } step)
            {
                steps.Add(step with { LooksForAll = looksForAll });
            }
        }

        _steps = steps.FindAll(step => step.Reference.JsonPath?.List is null);
        _lists = DocumentList.Of(sql, steps.Except(_steps), "e");
    }

    /// <summary>The same once the run has written its rows: no parent is taken for there that is not.</summary>
    public Translation Written => new(_sql, _tables, _collapsed, looksForAll: true);

    /// <summary>Whether a reference is followed that the database does not know of.</summary>
    public bool HasUndeclared => _lists.Count > 0 || _steps.Exists(step => !step.Reference.Declared);

    /// <summary>The joins that values need, to stand after <c>FROM new AS n</c>.</summary>
    public string Joins => string.Concat(_steps.Select(step => step.Join)) + _collapsed?.Join;

    /// <summary>The joins that the values of some columns need.</summary>
    public string JoinsFor(IReadOnlyCollection<MergeColumn> columns) =>
        string.Concat(_steps.Where(step => step.Columns.Any(columns.Contains)).Select(step => step.Join)) + _collapsed?.Join;

    /// <summary>The condition that a row's values are not those of one source row; null where they always are.</summary>
    public string? IsSeveral => _collapsed is null ? null : CollapsedRows.IsOne;

    /// <summary>Whether every reference is the value of columns, not something inside them.</summary>
    public bool IsByColumns => _lists.Count == 0 && _steps.TrueForAll(step => step.Document is null);

    /// <summary>Whether a parent's key takes the place of every value of a column.</summary>
    public bool AlwaysRewrites(MergeColumn column) => _steps.Exists(step => step.Columns.Contains(column) && step.Document is null && step.Reference.When is null);

    /// <summary>The parents' key columns of which a column's value may be one.</summary>
    public IReadOnlyList<ColumnShape> KeysFor(MergeColumn column) => [.. _steps.Where(step => step.Columns.Contains(column)).Select(step => step.KeyOf(column).Target)];

    /// <summary>Whether a column holds a reference that is rewritten.</summary>
    public bool Rewrites(MergeColumn column) => _steps.Exists(step => step.Columns.Contains(column)) || _lists.Any(list => list.Column == column);

    /// <summary>The statements that find what rows come to that are one row here.</summary>
    public IEnumerable<string> FillSeveral => _collapsed?.Fill(_single!) ?? [];

    /// <summary>The value that a staged row's column becomes.</summary>
    public string Value(MergeColumn column) => _collapsed?.Of(column, Single(column)) ?? Single(column);

    /// <summary>For each reference, the condition that it points to a row that is not there, and that nothing takes its place.</summary>
    public IEnumerable<(MergeReference Reference, IReadOnlyList<MergeColumn> Columns, string Condition)> Dangling() => Missing.Where(missing => !missing.Reference.HasFallback);

    /// <summary>For each reference that has a fallback, the condition that it is needed.</summary>
    public IEnumerable<(MergeReference Reference, IReadOnlyList<MergeColumn> Columns, string Condition)> Replaced() => Missing.Where(missing => missing.Reference.HasFallback);

    /// <summary>The parents by whose maps values are rewritten.</summary>
    public IEnumerable<TableSql> Parents => _steps.Select(step => step.Parent).Concat(_lists.SelectMany(list => list.Parents)).Distinct();

    /// <summary>For each reference, the condition that it points to a row that is not there, whatever takes its place.</summary>
    public IEnumerable<(MergeReference Reference, IReadOnlyList<MergeColumn> Columns, string Condition)> Missing =>
        _steps.Select(step => (step.Reference, step.Columns, step.Missing)).Concat(_lists.SelectMany(list => list.Missing));

    /// <summary>The condition that the target's own row has the value that a staged row's column becomes.</summary>
    public string IsSame(MergeColumn column) => _sql.Dialect.Same(column.Target, $"t.{_sql.Dialect.Quote(column.Name)}", Value(column));

    private string Single(MergeColumn column)
    {
        var plain = ReferenceStep.Staged(_sql, column);
        var (inside, whole) = (_steps.FindAll(step => step.Document is not null && step.Columns.Contains(column)), _steps.FindAll(step => step.Document is null && step.Columns.Contains(column)));
        var lists = _lists.Where(list => list.Column == column).ToList();
        if (whole.Count == 0)
        {
            return inside.Count + lists.Count == 0 ? plain : Document(plain, inside, lists);
        }

        if (whole.Find(step => step.Reference.When is null) is { } always)
        {
            return always.Mapped(column);
        }

        var cases = whole.Select(step => $"WHEN {step.Meant} THEN {step.Mapped(column)}");
        return $"CASE {string.Join(" ", cases)} ELSE {plain} END";
    }

    // A document keeps its bytes where every key in it stays the same. A parent that is not there leaves a JSON null. What lies inside something else is written after it.
    private string Document(string plain, IReadOnlyList<ReferenceStep> steps, IReadOnlyList<DocumentList> lists)
    {
        var kept = steps.Select(step => step.Kept).Concat(lists.Select(list => list.Kept));
        var keys = steps.Select(step => step.Key).OrderBy(key => key.Path.Length);
        return $"CASE WHEN {TableSql.All(kept)} THEN {plain} ELSE {_sql.Dialect.Json.Replace(plain, [.. keys], [.. lists.Select(list => list.Translated)])} END";
    }
}
