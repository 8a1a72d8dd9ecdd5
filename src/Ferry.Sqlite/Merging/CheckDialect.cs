using Ferry.Merging;
using Ferry.Schema;

namespace Ferry.Sqlite.Merging;

/// <summary>Finds values that a column of SQLite would refuse. Types set no limits there, so NULL is all that there is to look for.</summary>
internal sealed class CheckDialect : ICheckDialect
{
    public string Misfit(CellCheck check, string value) => check.Kind == CellCheckKind.Null
        ? $"{value} IS NULL"
        : throw new ArgumentOutOfRangeException(nameof(check), check.Kind, "SQLite's types set no such limit.");

    public string? Cut(CellCheck check, string value) => null;

    public string Has(string value, string element) => throw NoLists();

    public string Replaced(string value, string element, string other) => throw NoLists();

    public Column Widened(Column column) => column;

    private static NotSupportedException NoLists() => new("SQLite has no types whose values are lists of known elements.");
}
