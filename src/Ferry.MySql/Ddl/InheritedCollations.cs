namespace Ferry.MySql.Ddl;

/// <summary>Lets columns take their collation from the table again where they did before.</summary>
/// <remarks>MySQL shows <c>COLLATE</c> alone on a column that inherits a collation, and <c>CHARACTER SET … COLLATE</c> on one that was given it.
/// Replayed as it is shown, the first would turn into the second.</remarks>
internal static class InheritedCollations
{
    /// <summary>Takes the collation out of columns that inherit it.</summary>
    /// <param name="ddl">What SHOW CREATE TABLE gave.</param>
    /// <param name="create">The same, taken apart.</param>
    /// <returns>The statement itself where no column inherits one.</returns>
    public static string Apply(string ddl, CreateTable create)
    {
        var edits = new List<SqlEdit>();
        var inheriting = create.Elements.Where(element =>
            element.Kind == TableElementKind.Column && create.Collation is not null && element.Sql.Contains("COLLATE", StringComparison.OrdinalIgnoreCase));
        foreach (var column in inheriting)
        {
            var sql = SqlText.Read(column.Sql);
            var collate = sql.Find("COLLATE");
            if (collate > 0 && sql.Name(collate + 1) == create.Collation && !IsCharset(sql, collate - 2))
            {
                edits.Add(new SqlEdit(column.Start + sql.Tokens[collate - 1].End, column.Start + sql.Tokens[collate + 1].End, ""));
            }
        }

        return edits.Count == 0 ? ddl : SqlText.Read(ddl).With(edits);
    }

    private static bool IsCharset(SqlText sql, int index) => sql.Is(index, "SET") || sql.Is(index, "CHARSET");
}
