namespace Ferry.MySql.Ddl;

/// <summary>Takes SHOW CREATE TABLE apart by its tokens.</summary>
internal static class CreateTableParser
{
    /// <summary>Takes a statement apart.</summary>
    /// <param name="ddl">What SHOW CREATE TABLE gave.</param>
    /// <exception cref="FerryException"><see cref="FailureKind.Unsupported"/> when it is no CREATE TABLE with a list of columns.</exception>
    public static CreateTable Parse(string ddl)
    {
        var sql = SqlText.Read(ddl);
        var open = sql.Find("(");
        var close = open < 0 ? -1 : sql.Closing(open);
        if (!sql.Is(0, "CREATE") || close < 0)
        {
            throw new FerryException(
                FailureKind.Unsupported, "mysql.ddl-not-understood", $"This is no CREATE TABLE statement: {Start(ddl)}");
        }

        var elements = new List<TableElement>();
        for (var first = open + 1; first < close;)
        {
            var comma = sql.Find(",", first);
            var last = comma < 0 || comma > close ? close : comma;
            elements.Add(Element(sql, first, last) with { Start = sql.Tokens[first].Start });
            first = last + 1;
        }

        return WithOptions(sql, close, ddl[..sql.Tokens[open].End], elements);
    }

    private static string Start(string ddl) => ddl.Length > 60 ? ddl[..60] : ddl;

    private static CreateTable WithOptions(SqlText sql, int close, string head, List<TableElement> elements)
    {
        var tail = new CreateTable(head, elements, sql.Sql[sql.Tokens[close].Start..]);
        for (var i = close + 1; i < sql.Tokens.Count; i++)
        {
            if (sql.Is(i, "AUTO_INCREMENT") && tail.AutoIncrement is null && !tail.Partitioned)
            {
                var value = sql.Is(i + 1, "=") ? i + 2 : i + 1;
                tail = tail with
                {
                    AutoIncrement = sql.At(value).ToString(),
                    Tail = sql.Sql[sql.Tokens[close].Start..sql.Tokens[i].Start] + sql.Sql[sql.Tokens[value].End..].TrimStart(' '),
                };
            }

            tail = sql.Is(i, "ENGINE") && tail.Engine is null
                ? tail with { Engine = sql.Name(sql.Is(i + 1, "=") ? i + 2 : i + 1) }
                : sql.Is(i, "COLLATE") && tail.Collation is null
                ? tail with { Collation = sql.Name(sql.Is(i + 1, "=") ? i + 2 : i + 1) }
                : sql.Is(i, "PARTITION") && sql.Is(i + 1, "BY") ? tail with { Partitioned = true }
                : sql.Is(i, "SYSTEM") && sql.Is(i + 1, "VERSIONING") ? tail with { SystemVersioned = true }
                : tail;
        }

        return tail;
    }

    private static TableElement Element(SqlText sql, int first, int end)
    {
        var kind = Kind(sql, first);
        var text = ElementText(sql, first, end);
        var named = sql.Is(first, "CONSTRAINT") && sql.Tokens[first + 1].IsName && !sql.Is(first + 1, "CHECK");
        return kind switch
        {
            TableElementKind.Column => new TableElement(kind, sql.Name(first), text),
            TableElementKind.PrimaryKey => Key(sql, kind, null, first, end, text),
            TableElementKind.ForeignKey => new TableElement(kind, named ? sql.Name(first + 1) : null, text)
            {
                References = sql.Name(ReferencedTable(sql, first)),
            },
            TableElementKind.Check => new TableElement(kind, named ? sql.Name(first + 1) : null, text),
            TableElementKind.Period => new TableElement(kind, null, text),
            _ => Key(sql, kind, sql.Name(sql.Find("(", first) - 1), first, end, text),
        };
    }

    // A trailing conditional comment belongs to the definition before the comma, a leading one to the definition after it.
    private static string ElementText(SqlText sql, int first, int end)
    {
        var start = sql.Tokens[first - 1].End;
        return sql.Sql[start..sql.Tokens[end].Start].Trim(' ', '\n', '\r', '\t');
    }

    private static int ReferencedTable(SqlText sql, int first)
    {
        var name = sql.Find("REFERENCES", first) + 1;
        return sql.Is(name + 1, ".") ? name + 2 : name;
    }

    private static TableElementKind Kind(SqlText sql, int first)
    {
        var i = first;
        if (sql.Is(i, "CONSTRAINT"))
        {
            i += sql.Is(i + 1, "CHECK") || sql.Is(i + 1, "FOREIGN") ? 1 : 2;
        }

        return sql switch
        {
            _ when sql.Is(i, "PRIMARY") && sql.Is(i + 1, "KEY") => TableElementKind.PrimaryKey,
            _ when sql.Is(i, "UNIQUE") => TableElementKind.UniqueKey,
            _ when sql.Is(i, "FULLTEXT") => TableElementKind.FullTextKey,
            _ when sql.Is(i, "SPATIAL") => TableElementKind.SpatialKey,
            _ when sql.Is(i, "FOREIGN") && sql.Is(i + 1, "KEY") => TableElementKind.ForeignKey,
            _ when sql.Is(i, "KEY") || sql.Is(i, "INDEX") || sql.Is(i, "VECTOR") => TableElementKind.Key,
            _ when sql.Is(i, "CHECK") => TableElementKind.Check,
            _ when sql.Is(i, "PERIOD") && sql.Is(i + 1, "FOR") => TableElementKind.Period,
            _ => TableElementKind.Column,
        };
    }

    private static TableElement Key(SqlText sql, TableElementKind kind, string? name, int first, int end, string text)
    {
        var open = sql.Find("(", first);
        var close = sql.Closing(open);
        var columns = new List<string?>();
        for (var i = open + 1; i < close;)
        {
            columns.Add(sql.Name(i));
            var comma = sql.Find(",", i);
            i = comma < 0 || comma > close ? close : comma + 1;
        }

        var special = sql.Is(first, "VECTOR");
        for (var i = open; i < end; i++)
        {
            special |= (sql.Is(i, "USING") && sql.Is(i + 1, "HASH")) || (sql.Is(i, "WITHOUT") && sql.Is(i + 1, "OVERLAPS"));
        }

        return new TableElement(kind, name, text) { KeyColumns = columns, Special = special };
    }
}
