using Ferry.Merging;
using Ferry.Sync.Model;
using Ferry.Sync.Staging;

namespace Ferry.Sync.References;

/// <summary>A list inside a column's documents, whose elements hold keys. It is looked into by queries within a statement, so that a row stays one row.</summary>
internal sealed class DocumentList
{
    private readonly string _path;
    private readonly JsonElements _elements;
    private readonly List<ReferenceStep> _steps;

    private DocumentList(string path, JsonElements elements, IEnumerable<ReferenceStep> steps)
    {
        _path = path;
        _elements = elements;
        _steps = [.. steps.Select(step => step with { Document = elements.One }).OrderBy(step => step.Reference.JsonPath!.Path.Length)];
    }

    /// <summary>The lists of a table; references into the elements of one list belong together.</summary>
    /// <param name="sql">The table.</param>
    /// <param name="steps">Its references to what lists hold.</param>
    public static IReadOnlyList<DocumentList> Of(TableSql sql, IEnumerable<ReferenceStep> steps) =>
    [
        .. steps.GroupBy(step => (Column: step.Columns[0], step.Reference.JsonPath!.List)).Select((group, index) => new DocumentList(
            group.Key.List!, sql.Dialect.Json.Elements(ReferenceStep.Staged(sql, group.Key.Column), group.Key.List!, $"e{index}"), group)),
    ];

    /// <summary>The column that holds the documents.</summary>
    public MergeColumn Column => _steps[0].Columns[0];

    /// <summary>The tables that are referred to.</summary>
    public IEnumerable<TableSql> Parents => _steps.Select(step => step.Parent);

    /// <summary>The condition that all keys in it stay what they are.</summary>
    public string Kept => $"NOT EXISTS (SELECT 1 FROM {_elements.From}{Joins} WHERE NOT ({TableSql.All(_steps.Select(step => step.Kept))}))";

    /// <summary>The list as it will be.</summary>
    public JsonList Translated => new(_path, _elements, Joins, [.. _steps.Select(step => new JsonKey(step.Reference.JsonPath!.Path, step.Found(Column), step.Mapped(Column)))]);

    /// <summary>For each reference, the condition that one of its keys is of a row that is not there.</summary>
    public IEnumerable<(MergeReference Reference, IReadOnlyList<MergeColumn> Columns, string Condition)> Missing =>
        _steps.Select(step => (step.Reference, step.Columns, $"EXISTS (SELECT 1 FROM {_elements.From}{step.Join} WHERE {step.Missing})"));

    private string Joins => string.Concat(_steps.Select(step => step.Join));
}
