using Ferry.Merging;
using Ferry.Schema;

namespace Ferry.Sync.Model;

/// <summary>A table of the source and the one of the target that it is merged into. Names compare without case.</summary>
internal sealed record TablePair
{
    /// <summary>The table in the source.</summary>
    public required Table Source { get; init; }

    /// <summary>The table in the target.</summary>
    public required TableShape Target { get; init; }

    /// <summary>Columns of both, in the source's order. Those that either server computes are not among them.</summary>
    public required IReadOnlyList<ColumnPair> Columns { get; init; }

    /// <summary>Columns whose values the source has and the target has no place for.</summary>
    public required IReadOnlyList<Column> OnlyInSource { get; init; }

    /// <summary>Columns that rows of the source have no value for and that the target does not compute.</summary>
    public required IReadOnlyList<ColumnShape> OnlyInTarget { get; init; }

    /// <summary>The name, as the target has it.</summary>
    public string Name => Target.Name;

    /// <summary>The target's primary key; empty when it has none or the source lacks a part of it.</summary>
    public IReadOnlyList<ColumnPair> Key => Target.PrimaryKey.All(name => Find(name) is not null) ? [.. Target.PrimaryKey.Select(name => Find(name)!)] : [];

    /// <summary>A column by its name; null when it is not merged.</summary>
    public ColumnPair? Find(string name) => Columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Brings the columns of two tables together.</summary>
    public static TablePair Of(Table source, TableShape target)
    {
        var read = source.Columns.Where(column => !column.Generated && !IsHistory(source, column)).ToList();
        var matched = read.Select(column => (Source: column, Target: target.Columns.FirstOrDefault(other => Same(other.Name, column.Name)))).ToList();
        return new()
        {
            Source = source,
            Target = target,
            Columns = [.. matched.Where(pair => pair.Target is { Column.Generated: false }).Select(pair => new ColumnPair(pair.Source, pair.Target!))],
            OnlyInSource = [.. matched.Where(pair => pair.Target is null).Select(pair => pair.Source)],
            OnlyInTarget = [.. target.Columns.Where(column => !column.Column.Generated && !read.Exists(other => Same(other.Name, column.Name)))],
        };
    }

    // The period of a versioned table is read like ordinary columns, but a merge writes rows of today.
    private static bool IsHistory(Table source, Column column) =>
        source.Attributes.ContainsKey("system_versioning") && column.Invisible && column.Name is "row_start" or "row_end";

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
