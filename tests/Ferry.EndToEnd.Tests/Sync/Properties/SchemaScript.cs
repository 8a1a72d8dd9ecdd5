namespace Ferry.EndToEnd.Tests.Sync.Properties;

/// <summary>Writes random tables as SQL. Foreign keys of servers come last, because tables may refer to each other in a circle.</summary>
internal static class SchemaScript
{
    public static IReadOnlyList<string> Of(IReadOnlyList<TableModel> tables, SyncSide side)
    {
        var inside = side is SqliteSide;
        return
        [
            .. tables.Select(table => $"CREATE TABLE {table.Name} ({string.Join(", ", Parts(table, tables, side).Concat(inside ? Foreign(table) : []))})"),
            .. inside ? [] : tables.Where(table => Foreign(table).Any()).Select(table => $"ALTER TABLE {table.Name} {string.Join(", ", Foreign(table).Select(key => $"ADD {key}"))}"),
        ];
    }

    private static IEnumerable<string> Parts(TableModel table, IReadOnlyList<TableModel> tables, SyncSide side)
    {
        foreach (var (column, place) in table.Columns.Select((column, place) => (column, place)))
        {
            yield return table.Kind == KeyKind.Numbered && place == 0
                ? $"id {side.NumberedKey}"
                : $"{column.Name} {Type(table, column, place, tables, side)}{(column.Nullable ? "" : " NOT NULL")}";
        }

        if (table.Kind is not (KeyKind.Numbered or KeyKind.None))
        {
            yield return $"PRIMARY KEY ({string.Join(", ", table.Columns.Take(table.Keys).Select(column => column.Name))})";
        }

        if (table.Slot >= 0)
        {
            yield return $"UNIQUE ({string.Join(", ", table.Place.Select(place => table.Columns[place].Name))})";
        }

        if (table.Unique.Count > 0)
        {
            yield return $"UNIQUE ({string.Join(", ", table.Unique.Select(place => table.Columns[place].Name))})";
        }
    }

    private static string Type(TableModel table, ColumnModel column, int place, IReadOnlyList<TableModel> tables, SyncSide side)
    {
        var referred = column.Parent is null ? table.IsKey(place) ? table : null : tables.First(parent => parent.Name == column.Parent);
        return referred?.Kind switch
        {
            KeyKind.Numbered => side.NumberedReference,
            KeyKind.Uuid => "CHAR(36)",
            _ => column.IsText ? "VARCHAR(40)" : "INTEGER",
        };
    }

    private static IEnumerable<string> Foreign(TableModel table) => table.Columns.Where(column => column.Parent is not null).Select(column => $"FOREIGN KEY ({column.Name}) REFERENCES {column.Parent} (id)");
}
