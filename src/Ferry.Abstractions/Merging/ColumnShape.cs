using Ferry.Schema;

namespace Ferry.Merging;

/// <summary>A column that rows are merged into.</summary>
/// <param name="Column">Name, declared type, nullability and the rest of what a catalog says.</param>
/// <param name="Default">The default as SQL; null when there is none.</param>
public sealed record ColumnShape(Column Column, string? Default)
{
    /// <summary>The column's name.</summary>
    public string Name => Column.Name;

    /// <summary>The character set of a text column, where the engine has several.</summary>
    public string? Charset { get; init; }

    /// <summary>How the server computes the column, as SQL over the table's columns; null for one that is stored as it is given.</summary>
    public string? Computed { get; init; }

    /// <summary>Whether the server takes nothing but JSON.</summary>
    public bool HoldsJson { get; init; }

    /// <summary>Whether the server writes the time into the column when an update leaves it out, so that an update must name it.</summary>
    public bool StampedOnUpdate { get; init; }

    /// <summary>Whether an insert may leave the column out.</summary>
    public bool MayBeLeftOut => Default is not null || Column.Nullable || Column.Generated || Column.AutoIncrement;
}
