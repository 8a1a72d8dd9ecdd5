using Ferry.Sync.Model;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Merge;

/// <summary>One letter a cell: what was decided about it. Letters differ in more than case, because LIKE may not tell cases apart.</summary>
internal static class CellMark
{
    /// <summary>Both sides hold the same, or neither has changed.</summary>
    public const char Agreed = 'a';

    /// <summary>The source's value is written.</summary>
    public const char Taken = 'u';

    /// <summary>Only the target has changed; its value stays.</summary>
    public const char Local = 'l';

    /// <summary>Both have changed; the target's value stays, and both are listed.</summary>
    public const char Conflict = 'c';

    /// <summary>The source refers to a row that is not there; the target's value stays.</summary>
    public const char Dangling = 'd';

    /// <summary>The letter of a column in a changed row <c>a</c>.</summary>
    public static string Of(TableSql sql, MergeColumn column) => $"SUBSTR(a.marks, {Place(sql.Table, column)}, 1)";

    /// <summary>The marks of a changed row <c>a</c>, with another letter for one column.</summary>
    public static string Put(TableSql sql, MergeColumn column, char mark)
    {
        var place = Place(sql.Table, column);
        return sql.Dialect.Cells.Join([$"SUBSTR(a.marks, 1, {place - 1})", $"'{mark}'", $"SUBSTR(a.marks, {place + 1})"]);
    }

    /// <summary>Where a column's letter stands, from 1.</summary>
    public static int Place(MergeTable table, MergeColumn column) => 1 + table.Others.ToList().IndexOf(column);
}
