using Ferry.Loading;
using Ferry.MySql.Ddl;
using Ferry.MySql.Dialects;

namespace Ferry.MySql.Loading.Swap;

/// <summary>Column defaults that draw from a sequence name its database, and RENAME TABLE leaves that name as it was.</summary>
internal static class SequenceDefaults
{
    /// <summary>Statements that set such defaults again, as a script written for the target's name has them.</summary>
    /// <param name="script">The script.</param>
    public static IReadOnlyList<string> Statements(RestoreScript script) =>
        [.. script.Of(RestorePhase.Tables).Where(statement => statement.Sql.Contains("nextval", StringComparison.OrdinalIgnoreCase)).SelectMany(Of)];

    private static IEnumerable<string> Of(ScriptStatement statement)
    {
        foreach (var column in CreateTableParser.Parse(statement.Sql).Elements.Where(element => element.Kind == TableElementKind.Column))
        {
            var sql = SqlText.Read(column.Sql);
            var start = sql.Find("DEFAULT") + 1;
            var open = start > 0 ? sql.Find("(", start) : -1;
            var close = open < 0 ? -1 : sql.Closing(open);
            if (close < 0)
            {
                continue;
            }

            var expression = column.Sql[sql.Tokens[start].Start..sql.Tokens[close].End];
            if (expression.Contains("nextval", StringComparison.OrdinalIgnoreCase))
            {
                yield return $"ALTER TABLE {Quote.Identifier(statement.Name)} ALTER COLUMN {Quote.Identifier(column.Name!)} SET DEFAULT {expression}";
            }
        }
    }
}
