namespace Ferry.MySql.Ddl;

/// <summary>Finds the names in a statement that are qualified, and tells tables and routines from columns by where they stand.</summary>
internal static class NameReferences
{
    /// <summary>Whether the token at an index stands where a table is named.</summary>
    /// <param name="sql">The statement.</param>
    /// <returns>One entry a token.</returns>
    public static bool[] TablePositions(SqlText sql)
    {
        var result = new bool[sql.Tokens.Count];
        var states = new Stack<State>();
        var state = new State(TablePlace: false, Call: false);
        var head = true;
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = state.TablePlace;
            if (sql.Is(i, "("))
            {
                states.Push(state);
                state = state with { Call = IsCallWithFrom(sql, i - 1) };
            }
            else if (sql.Is(i, ")"))
            {
                state = states.TryPop(out var outer) ? outer : default;
            }
            else if (head && IsCreated(sql, i))
            {
                head = false;
                state = state with { TablePlace = true };
            }
            else if (!IsQualifiedPart(sql, i))
            {
                state = Next(sql, i, state);
            }
        }

        return result;
    }

    /// <summary>Names that stand where a table is named and that carry no qualifier, or the given one.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="database">The qualifier that counts as none.</param>
    public static HashSet<string> Tables(SqlText sql, string database)
    {
        var places = TablePositions(sql);
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < places.Length; i++)
        {
            if (!places[i] || !sql.IsName(i) || sql.Is(i - 1, "."))
            {
                continue;
            }

            var qualified = sql.Is(i + 1, ".");
            var name = qualified && sql.Name(i) == database ? sql.Name(i + 2) : qualified ? null : sql.Name(i);
            if (name is not null)
            {
                names.Add(name);
            }
        }

        return names;
    }

    private static bool IsQualifiedPart(SqlText sql, int index) => sql.Is(index - 1, ".") || sql.Is(index + 1, ".");

    private static State Next(SqlText sql, int index, State state)
    {
        if (sql.Tokens[index].Kind != SqlTokenKind.Word)
        {
            return sql.Is(index, ";") || sql.Is(index, "=") ? state with { TablePlace = false } : state;
        }

        return Word(sql, index) switch
        {
            "FROM" => state with { TablePlace = !state.Call },
            "JOIN" or "STRAIGHT_JOIN" or "INTO" or "REFERENCES" or "CALL" or "TABLE" => state with { TablePlace = true },
            "UPDATE" => state with { TablePlace = !sql.Is(index - 1, "KEY") && !sql.Is(index - 1, "ON") && !sql.Is(index - 1, "FOR") },
            "INSERT" or "REPLACE" or "DELETE" or "TRUNCATE" => state with { TablePlace = !sql.Is(index + 1, "(") && !sql.Is(index - 1, "ON") },
            "ON" => state with { TablePlace = sql.Is(index - 1, "INSERT") || sql.Is(index - 1, "UPDATE") || sql.Is(index - 1, "DELETE") },
            "SELECT" or "WHERE" or "SET" or "GROUP" or "HAVING" or "ORDER" or "VALUES" or "VALUE" or "LIMIT" or "WINDOW"
                or "USING" or "UNION" or "FOR" or "BEFORE" or "AFTER" or "OF" or "BEGIN" or "END" or "DO" or "THEN" or "ELSE" or "IF" or "RETURN" => state with { TablePlace = false },
            _ => state,
        };
    }

    // What a CREATE statement makes is named right after its kind; later on these words may be names themselves.
    private static bool IsCreated(SqlText sql, int index) =>
        sql.Is(index, "VIEW") || sql.Is(index, "TRIGGER") || sql.Is(index, "EVENT") || sql.Is(index, "SEQUENCE")
        || sql.Is(index, "PROCEDURE") || sql.Is(index, "FUNCTION") || sql.Is(index, "PACKAGE") || sql.Is(index, "TABLE");

    private static string Word(SqlText sql, int index) => sql.At(index).ToString().ToUpperInvariant();

    private static bool IsCallWithFrom(SqlText sql, int index) =>
        sql.Is(index, "EXTRACT") || sql.Is(index, "TRIM") || sql.Is(index, "SUBSTRING") || sql.Is(index, "SUBSTR") || sql.Is(index, "MID");

    private readonly record struct State(bool TablePlace, bool Call);
}
