using Ferry.Schema;

namespace Ferry.Merging;

/// <summary>How tables of the staging area are named and made.</summary>
public interface IStagingDialect
{
    /// <summary>How fields are written that are added on the way.</summary>
    IRowFormat Rows { get; }

    /// <summary>The staging area of one target and source, by a name that this engine can use.</summary>
    /// <param name="database">The target's name.</param>
    /// <param name="source">The source's name.</param>
    string Area(string database, string source);

    /// <summary>A table of the staging area, quoted and complete, as any statement can name it.</summary>
    /// <param name="area">The staging area.</param>
    /// <param name="table">The table's bare name in it.</param>
    string Table(string area, string table);

    /// <summary>A query for the bare names of all tables of a staging area.</summary>
    /// <param name="area">The staging area.</param>
    string List(string area);

    /// <summary>A query for the names and types of a table's columns.</summary>
    /// <param name="area">The staging area.</param>
    /// <param name="table">The table's bare name in it.</param>
    string Columns(string area, string table);

    /// <summary>A statement that makes a table.</summary>
    /// <param name="area">The staging area.</param>
    /// <param name="table">The table.</param>
    IReadOnlyList<string> Create(string area, StagingTable table);

    /// <summary>A statement that gives columns another type, which holds their values.</summary>
    /// <param name="area">The staging area.</param>
    /// <param name="table">The table's bare name in it.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="type">Their new type.</param>
    /// <exception cref="NotSupportedException">When the engine's types are never outgrown.</exception>
    string Retype(string area, string table, IReadOnlyList<string> columns, string type);

    /// <summary>A statement that tells the server how many rows a table has got; null where it plans joins without knowing. Servers that do not know go through the largest table first.</summary>
    /// <param name="area">The staging area.</param>
    /// <param name="table">The table's bare name in it.</param>
    string? Analyze(string area, string table);

    /// <summary>The type of a column that holds source values as they are: the target's own where that loses nothing, else the source's, else one wide enough.</summary>
    /// <param name="source">The column in the source.</param>
    /// <param name="target">The column in the target; null when it has none.</param>
    string TypeFor(Column source, ColumnShape? target);

    /// <summary>The type of a column of a kind that Ferry itself needs, or that holds values of a target column.</summary>
    /// <param name="kind">What it holds.</param>
    /// <param name="target">The column in the target, for <see cref="StagingType.Value"/>.</param>
    string TypeOf(StagingType kind, ColumnShape? target = null);
}
