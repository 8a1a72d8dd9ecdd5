using Ferry.MySql.Dialects;

namespace Ferry.MySql.Ddl;

/// <summary>Rewrites a database's own name where it qualifies others, never in texts, comments, or names that only look alike.</summary>
/// <param name="From">The name on the source.</param>
/// <param name="To">The name on the target.</param>
/// <param name="Tables">Names of tables and views of the database, to tell <c>table.column</c> from <c>database.table</c>.</param>
/// <param name="IgnoreCase">Whether the source compared names without case.</param>
internal sealed record DatabaseRename(string From, string To, IReadOnlySet<string> Tables, bool IgnoreCase)
{
    /// <summary>Rewrites one statement.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="what">The object, for messages.</param>
    /// <exception cref="FerryException"><see cref="FailureKind.Unsupported"/> when a name could mean either.</exception>
    public string Apply(SqlText sql, string what)
    {
        if (From == To)
        {
            return sql.Sql;
        }

        var places = NameReferences.TablePositions(sql);
        var edits = new List<SqlEdit>();
        for (var i = 0; i < sql.Tokens.Count; i++)
        {
            if (IsQualifier(sql, i) && IsDatabase(sql, i, places[i], what))
            {
                edits.Add(new SqlEdit(sql.Tokens[i].Start, sql.Tokens[i].End, Quote.Identifier(To)));
            }
            else if (sql.Is(i, "USE") && i == 0)
            {
                throw Ambiguous(what);
            }
        }

        return edits.Count == 0 ? sql.Sql : sql.With(edits);
    }

    private bool IsQualifier(SqlText sql, int index) =>
        sql.Is(index + 1, ".") && !sql.Is(index - 1, ".") && !sql.Is(index - 1, "@") && IsFrom(sql.Name(index));

    private bool IsFrom(string? name) =>
        string.Equals(name, From, IgnoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    // database.table.column and database.function( can mean nothing else. table.column can, if a table or an alias bears the database's name.
    private bool IsDatabase(SqlText sql, int index, bool tablePlace, string what)
    {
        if (tablePlace || sql.Is(index + 3, ".") || sql.Is(index + 3, "("))
        {
            return true;
        }

        if (!Tables.Contains(From) && !StandsAlone(sql))
        {
            return true;
        }

        return IsSequenceArgument(sql, index) ? throw Ambiguous(what) : false;
    }

    private bool StandsAlone(SqlText sql)
    {
        for (var i = 0; i < sql.Tokens.Count; i++)
        {
            if (IsFrom(sql.Name(i)) && !sql.Is(i + 1, ".") && !sql.Is(i - 1, "."))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSequenceArgument(SqlText sql, int index) =>
        (sql.Is(index - 1, "(") && (sql.Is(index - 2, "NEXTVAL") || sql.Is(index - 2, "LASTVAL") || sql.Is(index - 2, "SETVAL")))
        || (sql.Is(index - 1, "FOR") && sql.Is(index - 2, "VALUE"));

    private FerryException Ambiguous(string what) => new(
        FailureKind.Unsupported, "mysql.rename-ambiguous", $"{what} cannot be moved from database {From} to {To}.",
        $"Its text uses the name {From} both for the database and for a table or alias.",
        $"Restore into a database named {From}.");
}
