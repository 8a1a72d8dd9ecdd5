using Ferry.Merging;
using Ferry.Sync.Model;
using Ferry.Sync.Rules;
using Ferry.Sync.Staging;

namespace Ferry.Sync.References;

/// <summary>A reference of staged rows, and how its key is looked for in the map of its parent.</summary>
/// <param name="Child">The referring table.</param>
/// <param name="Alias">The name under which the map is joined.</param>
/// <param name="Reference">The reference.</param>
/// <param name="Parent">The table referred to.</param>
/// <param name="Columns">The referring columns.</param>
internal sealed record ReferenceStep(TableSql Child, string Alias, MergeReference Reference, TableSql Parent, IReadOnlyList<MergeColumn> Columns)
{
    /// <summary>The JSON that holds the key: a whole document, or an element of a list in it; null for the column itself.</summary>
    public string? Document { get; init; }

    /// <summary>Where the key is in <see cref="Document"/>; null for the column itself.</summary>
    public JsonPath? Path { get; init; }

    /// <summary>Whether parents that this run has recognised, too, are looked for where they should be.</summary>
    public bool LooksForAll { get; init; }

    /// <summary>The step for a reference, when it is to the whole primary key and can be followed; null for one to other columns, whose values stay what they are.</summary>
    public static ReferenceStep? Of(TableSql child, string alias, MergeReference reference, TableSql parent)
    {
        var columns = reference.Columns.Select(child.Table.Find).OfType<MergeColumn>().ToList();
        return columns.Count == reference.Columns.Count && reference.IsToKeyOf(parent.Table) && reference.IsReadable(parent.Table, child.Dialect.Json)
            ? new(child, alias, reference, parent, columns) { Document = reference.JsonPath is null ? null : Staged(child, columns[0]), Path = reference.JsonPath }
            : null;
    }

    public string Join => $"\nLEFT JOIN {Parent.Map} AS {Alias} ON {On}";

    /// <summary>The key in the target: that of the parent, or of the row that takes its place.</summary>
    public string Mapped(MergeColumn column)
    {
        var place = Place(Columns.ToList().IndexOf(column));
        return Reference.Missing is { Kind: MissingParent.Use, Key: { } key }
            ? $"CASE WHEN {IsMissing} THEN {new FallbackRow(Parent, key).Part(place - 1)} ELSE {Alias}.t{place} END"
            : $"{Alias}.t{place}";
    }

    /// <summary>The parent's column that a referring column holds a value of.</summary>
    public MergeColumn KeyOf(MergeColumn column) => Parent.Table.Key[Place(Columns.ToList().IndexOf(column)) - 1];

    /// <summary>What is looked for in the parent's map.</summary>
    public string Found(MergeColumn column) =>
        Document is null ? Staged(Child, column) : Child.Dialect.Json.KeyAt(Parent.Table.Key[0].Target, Document, Path!.ToString());

    /// <summary>The key in <see cref="Document"/>, and what it becomes.</summary>
    public JsonKey Key => new(Path!.ToString(), Found(Columns[0]), Mapped(Columns[0]));

    /// <summary>The condition that the type column means this parent.</summary>
    public string Meant => $"n.{Child.Dialect.Quote(Reference.When!.Value.Column)} = {Child.Dialect.Literal(Reference.When.Value.Value)}";

    /// <summary>The condition that a row refers to one that is not there.</summary>
    public string Missing => TableSql.All(Reference.When is null ? [IsMissing] : [IsMissing, Meant]);

    /// <summary>The condition that a key inside JSON is none, or stays what it is.</summary>
    public string Kept => $"({Found(Columns[0])} IS NULL OR ({Alias}.t1 IS NOT NULL AND {Child.Dialect.Same(Parent.Table.Key[0].Target, $"{Alias}.t1", $"{Alias}.s1")}))";

    public static string Staged(TableSql child, MergeColumn column) => $"n.{child.Dialect.Quote(column.Source.Name)}";

    private string IsMissing => TableSql.All([.. Columns.Select(column => $"{Found(column)} IS NOT NULL"), $"{Alias}.t1 IS NULL"]);

    private string On
    {
        get
        {
            var keys = Columns.Select((column, index) => $"{Alias}.s{Place(index)} = {Found(column)}");
            return TableSql.All([.. Reference.When is null ? keys : keys.Prepend(Meant), IsHere]);
        }
    }

    // A parent that was deleted here since an earlier run is known but not there: nothing may refer to it.
    private string IsHere => LooksForAll ? Exists : $"({Alias}.first_run = {Parent.Run} OR {Exists})";

    private string Exists => $"EXISTS (SELECT 1 FROM {Parent.Own} AS {Alias}_ WHERE {Parent.MapOfOwn(Alias, $"{Alias}_")})";

    /// <summary>Which part of the parent's key a referring column holds, from 1.</summary>
    private int Place(int index) =>
        1 + Parent.Table.Key.ToList().FindIndex(key => string.Equals(key.Name, Reference.ParentColumns[index], StringComparison.OrdinalIgnoreCase));
}
