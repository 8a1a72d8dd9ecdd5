using Ferry.MySql.Dialects;
using Ferry.MySql.Schema;
using Ferry.Schema;

namespace Ferry.MySql.Columns;

/// <summary>How the fields of a row become columns in LOAD DATA: the mirror of <see cref="ColumnCodec.ReadExpression"/>.</summary>
/// <param name="Targets">The list of columns and user variables, one a field.</param>
/// <param name="Assignments">The SET list; empty when every field goes straight into its column.</param>
internal sealed record ColumnLoad(IReadOnlyList<string> Targets, IReadOnlyList<string> Assignments)
{
    /// <summary>Plans the load of a table.</summary>
    /// <param name="table">The table.</param>
    public static ColumnLoad For(Table table)
    {
        var columns = Stored(table);
        if (columns.Count == 0)
        {
            return new ColumnLoad(["@unused"], []);
        }

        // MariaDB forgets NO_AUTO_VALUE_ON_ZERO for a numbered column that is not in the SET list when there is one.
        var converts = columns.Any(column => Expression(column, "") is not null);
        var targets = new List<string>();
        var assignments = new List<string>();
        for (var i = 0; i < columns.Count; i++)
        {
            var variable = $"@f{i + 1}";
            var name = Quote.Identifier(columns[i].Name);
            var expression = Expression(columns[i], variable) ?? (converts && columns[i].AutoIncrement ? variable : null);
            targets.Add(expression is null ? name : variable);
            if (expression is not null)
            {
                assignments.Add($"{name} = {expression}");
            }
        }

        return new ColumnLoad(targets, assignments);
    }

    /// <summary>The columns whose values are in the rows, in their order.</summary>
    /// <param name="table">The table.</param>
    public static IReadOnlyList<Column> Stored(Table table) => [.. ColumnCodec.Stored(table)];

    // JSON refuses binary text, the address and UUID types would take binary text for their internal form,
    // and an ENUM with an empty member is carried as its index.
    private static string? Expression(Column column, string variable) => ColumnType.Base(column.Type) switch
    {
        "json" or "inet4" or "inet6" or "uuid" => $"CONVERT({variable} USING utf8mb4)",
        "enum" when ColumnCodec.TravelsAsIndex(column) => $"{variable} + 0",
        "timestamp" when SystemVersioning.IsEnd(column) => EndOfTime.Load(variable),
        _ => null,
    };
}
