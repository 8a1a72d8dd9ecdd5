using Ferry.Merging;
using Ferry.Sync.Model;
using Ferry.Sync.Staging;

namespace Ferry.Sync.References;

/// <summary>A list inside a column's documents, whose elements hold keys, or lists again. It is looked into by queries within a statement, so that a row stays one row.</summary>
internal sealed class DocumentList
{
    private readonly string _path;
    private readonly JsonElements _elements;
    private readonly List<ReferenceStep> _steps;
    private readonly IReadOnlyList<DocumentList> _lists;

    private DocumentList(TableSql sql, string path, JsonElements elements, IEnumerable<ReferenceStep> steps)
    {
        _path = path;
        _elements = elements;
        var inside = steps.Select(step => step with { Document = elements.One, Path = step.Path!.Inner }).ToList();
        _steps = [.. inside.Where(step => step.Path!.List is null).OrderBy(step => step.Path!.ToString().Length)];
        _lists = Of(sql, inside.Except(_steps), $"{elements.Alias}_");
        Column = inside[0].Columns[0];
    }

    /// <summary>The lists of a table, or of the elements of one; references into the elements of one list belong together.</summary>
    /// <param name="sql">The table.</param>
    /// <param name="steps">Its references to what lists hold.</param>
    /// <param name="alias">What names of elements begin with.</param>
    public static IReadOnlyList<DocumentList> Of(TableSql sql, IEnumerable<ReferenceStep> steps, string alias) =>
    [
        .. steps.GroupBy(step => (Document: step.Document!, step.Path!.List)).Select((group, index) => new DocumentList(
            sql, group.Key.List!, sql.Dialect.Json.Elements(group.Key.Document, group.Key.List!, $"{alias}{index}"), group)),
    ];

    /// <summary>The column that holds the documents.</summary>
    public MergeColumn Column { get; }

    /// <summary>The tables that are referred to.</summary>
    public IEnumerable<TableSql> Parents => _steps.Select(step => step.Parent).Concat(_lists.SelectMany(list => list.Parents));

    /// <summary>The condition that all keys in it stay what they are.</summary>
    public string Kept => $"NOT {HasAny(Joins, $"NOT ({TableSql.All(_steps.Select(step => step.Kept).Concat(_lists.Select(list => list.Kept)))})")}";

    /// <summary>The list as it will be.</summary>
    public JsonList Translated => new(_path, _elements, Joins, [.. _steps.Select(step => step.Key)], [.. _lists.Select(list => list.Translated)]);

    /// <summary>For each reference, the condition that one of its keys is of a row that is not there.</summary>
    public IEnumerable<(MergeReference Reference, IReadOnlyList<MergeColumn> Columns, string Condition)> Missing =>
    [
        .. _steps.Select(step => (step.Reference, step.Columns, HasAny(step.Join, step.Missing))),
        .. _lists.SelectMany(list => list.Missing).Select(inner => (inner.Reference, inner.Columns, HasAny("", inner.Condition))),
    ];

    // Counted, for MySQL makes a join of EXISTS and then takes the list of some one row apart for all of them.
    private string HasAny(string join, string condition) => $"((SELECT COUNT(*) FROM {_elements.From}{join} WHERE {condition}) > 0)";

    private string Joins => string.Concat(_steps.Select(step => step.Join));
}
