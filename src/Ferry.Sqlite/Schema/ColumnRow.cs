namespace Ferry.Sqlite.Schema;

/// <summary>One row of <c>PRAGMA table_xinfo</c>.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">The declared type; may be empty.</param>
/// <param name="NotNull">Whether NULL is refused.</param>
/// <param name="PrimaryKey">Its place in the primary key, from 1; 0 when it has none.</param>
/// <param name="Default">The default as SQL; null when there is none.</param>
/// <param name="Hidden">0 ordinary, 1 hidden column of a virtual table, 2 virtual generated, 3 stored generated.</param>
internal sealed record ColumnRow(string Name, string Type, bool NotNull, int PrimaryKey, string? Default, int Hidden)
{
    public bool Generated => Hidden is 2 or 3;
}
