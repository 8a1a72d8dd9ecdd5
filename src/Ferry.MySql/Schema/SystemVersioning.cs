using Ferry.Schema;

namespace Ferry.MySql.Schema;

/// <summary>MariaDB's system-versioned tables: which columns hold the history, and whether it can be loaded again.</summary>
internal static class SystemVersioning
{
    /// <summary>The period's columns are hidden and named <c>row_start</c> and <c>row_end</c>.</summary>
    public const string Implicit = "implicit";

    /// <summary>The period's columns are declared.</summary>
    public const string Explicit = "explicit";

    /// <summary>The period is kept in transaction numbers, so only current rows travel.</summary>
    public const string Transaction = "transaction";

    /// <summary>The attribute of a table that names the column in which its rows end, where it is declared.</summary>
    public const string EndAttribute = "system_versioning_end";

    public const string RowStart = "ROW START";

    public const string RowEnd = "ROW END";

    /// <summary>Adds the hidden columns of the period where it is implicit, for they are read and loaded like any other.</summary>
    public static (string Versioning, List<Column> Columns) Describe(List<Column> columns)
    {
        var start = columns.FirstOrDefault(column => column.Generated && column.Type.EndsWith(RowStart, StringComparison.Ordinal));
        if (start is null)
        {
            return (Implicit, [.. columns, Hidden("row_start"), Hidden("row_end")]);
        }

        return start.Type.StartsWith("bigint", StringComparison.OrdinalIgnoreCase)
            ? (Transaction, columns.ConvertAll(column => IsPeriod(column) ? Plain(column) : column))
            : (Explicit, columns.ConvertAll(column => IsPeriod(column) ? Plain(column) with { Generated = false } : column));
    }

    /// <summary>Marks a column of the period while the table's kind is not known yet.</summary>
    public static string Mark(string type, string expression) => $"{type} {expression}";

    /// <summary>The declared column in which rows end, among columns that are still marked.</summary>
    public static string? DeclaredEnd(IEnumerable<Column> columns) => columns.FirstOrDefault(column => column.Generated && IsEnd(column))?.Name;

    /// <summary>The column in which a table's rows end; null where it keeps no history that travels.</summary>
    public static string? EndOf(Table table) => table.Attributes.GetValueOrDefault(TableReader.VersioningAttribute) switch
    {
        Implicit => "row_end",
        Explicit => table.Attributes.GetValueOrDefault(EndAttribute),
        _ => null,
    };

    /// <summary>Marks the column in which rows end.</summary>
    public static Column AsEnd(Column column) => column with { Type = Mark(column.Type, RowEnd) };

    /// <summary>Whether a column is marked as the one in which rows end.</summary>
    public static bool IsEnd(Column column) => column.Type.EndsWith(RowEnd, StringComparison.Ordinal);

    private static bool IsPeriod(Column column) =>
        column.Generated && (column.Type.EndsWith(RowStart, StringComparison.Ordinal) || IsEnd(column));

    private static Column Plain(Column column) => column with { Type = column.Type[..column.Type.LastIndexOf(" ROW", StringComparison.Ordinal)] };

    private static Column Hidden(string name) => new() { Name = name, Type = "timestamp(6)", Invisible = true };
}
