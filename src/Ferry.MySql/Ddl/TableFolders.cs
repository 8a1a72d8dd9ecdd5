namespace Ferry.MySql.Ddl;

/// <summary>DATA DIRECTORY and INDEX DIRECTORY of a table and its partitions.</summary>
/// <remarks>MariaDB leaves the file of such a table where it was when the table is renamed into another database, and does not find it again after its
/// next start. MySQL moves it along.</remarks>
internal static class TableFolders
{
    /// <summary>Whether some of the table's rows lie in a folder that its definition names.</summary>
    /// <param name="ddl">What SHOW CREATE TABLE gave.</param>
    public static bool Has(string ddl) =>
        ddl.Contains("DIRECTORY", StringComparison.OrdinalIgnoreCase) && Find(SqlText.Read(ddl)).Count > 0;

    /// <summary>Takes the folders out, so that the table is made in the server's own.</summary>
    /// <param name="ddl">What SHOW CREATE TABLE gave.</param>
    public static string Remove(string ddl)
    {
        var sql = SqlText.Read(ddl);
        return sql.With(Find(sql));
    }

    private static List<SqlEdit> Find(SqlText sql)
    {
        var edits = new List<SqlEdit>();
        for (var i = sql.Closing(sql.Find("(")); i >= 0 && i < sql.Tokens.Count; i++)
        {
            var value = sql.Is(i + 2, "=") ? i + 3 : i + 2;
            if ((sql.Is(i, "DATA") || sql.Is(i, "INDEX")) && sql.Is(i + 1, "DIRECTORY") && value < sql.Tokens.Count && sql.Tokens[value].Kind == SqlTokenKind.Text)
            {
                edits.Add(new SqlEdit(sql.Tokens[i].Start, sql.Tokens[value].End, ""));
            }
        }

        return edits;
    }
}
