using System.Globalization;

namespace Ferry.EndToEnd.Tests.Sync.Properties;

/// <summary>Draws what happens on one side between two syncs, does it in memory, and says it in SQL. Every step leaves references and keys whole.</summary>
internal sealed partial class RandomHistory(Random random, IReadOnlyList<TableModel> tables, HistoryRules rules)
{
    private readonly HashSet<string> _retired = [];

    // Where such a row were deleted, the one that is known as its own on the other side would keep the value for good.
    private readonly HashSet<string> _swapped = [];
    private int _made;
    private int _stamp = rules.FirstStamp;

    /// <summary>Rows that must not be deleted, by table and key.</summary>
    public Func<TableModel, string, bool> Spared { get; set; } = (_, _) => false;

    /// <summary>Keys that no row must be given, by table.</summary>
    public Func<TableModel, string, bool> Barred { get; set; } = (_, _) => false;

    public IReadOnlyList<string> Draw(SideModel side, int steps)
    {
        var script = new List<string>();
        for (var step = 0; step < steps; step++)
        {
            var table = tables[random.Next(tables.Count)];
            var sql = random.Next(12) switch
            {
                < 5 => Insert(side, table),
                < 7 => Update(side, table),
                7 => Swap(side, table),
                < 10 => TakeOver(side, table),
                _ => Delete(side, table),
            };
            if (sql is not null)
            {
                script.Add(sql);
            }
        }

        return script;
    }

    public static string Insert(TableModel table, string?[] row) => $"INSERT INTO {table.Name} VALUES ({string.Join(", ", row.Select((value, place) => Literal(table, place, value)))})";

    private string? Insert(SideModel side, TableModel table)
    {
        if (Row(side, table) is not { } row || IsKnown(side, table, row))
        {
            return null;
        }

        side.Put(table, row);
        return Insert(table, row);
    }

    /// <returns>Null where it would need a row to refer to and there is none.</returns>
    private string?[]? Row(SideModel side, TableModel table)
    {
        var row = new string?[table.Columns.Count];
        for (var place = 0; place < row.Length; place++)
        {
            var column = table.Columns[place];
            row[place] = table.IsKey(place) && column.Parent is null ? Key(side, table) : Value(side, table, place);
            if (row[place] is null && !column.Nullable)
            {
                return null;
            }
        }

        return row;
    }

    private bool IsKnown(SideModel side, TableModel table, string?[] row) =>
        IsTaken(side, table, row)
        || (table.Natural(row) is { } natural && (_retired.Contains($"{table.Name}|{natural}") || side.Rows(table.Name).Values.Any(other => table.Natural(other) == natural)));

    private bool IsTaken(SideModel side, TableModel table, string?[] row) =>
        table.Kind != KeyKind.None && (side.Rows(table.Name).ContainsKey(table.Key(row)) || Barred(table, table.Key(row)));

    private string? Update(SideModel side, TableModel table)
    {
        var places = table.Others.Where(place => !table.IsIdentity(place)).ToList();
        if (places.Count == 0 || Pick(side, table.Name) is not { } old)
        {
            return null;
        }

        var (row, changed) = ((string?[])old.Clone(), places[random.Next(places.Count)]);
        row[changed] = Value(side, table, changed);
        if (row[changed] is null && !table.Columns[changed].Nullable)
        {
            return null;
        }

        var raised = Raise(table, row);
        var where = Where(table, old);
        for (var copies = table.Kind == KeyKind.None ? side.DeleteCopies(table.Name, old) : 1; copies > 0; copies--)
        {
            side.Put(table, row);
        }

        return $"UPDATE {table.Name} SET {table.Columns[changed].Name} = {Literal(table, changed, row[changed])}{(changed == table.Stamp ? "" : raised)} WHERE {where}";
    }

    /// <summary>Raises a row's stamp where the source does.</summary>
    /// <returns>What an UPDATE says of it.</returns>
    private string Raise(TableModel table, string?[] row)
    {
        if (table.Stamp < 0 || !rules.RaisesStamps)
        {
            return "";
        }

        row[table.Stamp] = NextStamp();
        return $", {table.Columns[table.Stamp].Name} = {row[table.Stamp]}";
    }

    private string NextStamp() => (++_stamp).ToString(CultureInfo.InvariantCulture);

    private string? Delete(SideModel side, TableModel table)
    {
        if (!rules.Deletes || Pick(side, table.Name) is not { } row || IsReferred(side, table, row[0]!) || Spared(table, table.Key(row)) || _swapped.Contains($"{table.Name}|{table.Key(row)}"))
        {
            return null;
        }

        if (table.Kind == KeyKind.None)
        {
            side.DeleteCopies(table.Name, row);
            return $"DELETE FROM {table.Name} WHERE {Where(table, row)}";
        }

        if (rules.Retires && table.Natural(row) is { } natural)
        {
            _retired.Add($"{table.Name}|{natural}");
        }

        side.Delete(table.Name, table.Key(row));
        return $"DELETE FROM {table.Name} WHERE {Where(table, row)}";
    }

    private bool IsReferred(SideModel side, TableModel table, string key) => TableModel.CanBeParent(table.Kind) && tables.Any(child =>
        child.Columns.Select((column, place) => (column, place)).Any(part => part.column.Parent == table.Name && side.Rows(child.Name).Values.Any(row => row[part.place] == key)));

    private string Key(SideModel side, TableModel table) => table.Kind switch
    {
        KeyKind.Numbered => (side.Counter(table.Name) + 1 + (random.Next(4) == 0 ? random.Next(4) : 0)).ToString(CultureInfo.InvariantCulture),
        KeyKind.Uuid when table.Unique.Count > 0 => $"{rules.Tag}0000000-0000-4000-8000-{++_made:D12}",
        KeyKind.Uuid => $"00000000-0000-4000-8000-{random.Next(10):D12}",
        _ => $"k{random.Next(10)}",
    };

    private string? Value(SideModel side, TableModel table, int place)
    {
        var column = table.Columns[place];
        if (column.Nullable && random.Next(4) == 0)
        {
            return null;
        }

        if (column.Parent is not null)
        {
            return Pick(side, column.Parent)?[0];
        }

        if (column.IsStamp)
        {
            return NextStamp();
        }

        if (column.IsSlot)
        {
            return rules.Deletes ? $"{rules.Tag}{++_made}" : null; // What both sides begin with would be in the way of a row that is here and is not known as the same.
        }

        return (table.Unique.Contains(place), column.IsText) switch
        {
            (true, _) => $"c{random.Next(8)}",
            (_, true) => $"w{random.Next(4)}",
            _ => random.Next(4).ToString(CultureInfo.InvariantCulture),
        };
    }

    private string?[]? Pick(SideModel side, string table)
    {
        var rows = side.Rows(table);
        return rows.Count == 0 ? null : rows.OrderBy(row => row.Key, StringComparer.Ordinal).ElementAt(random.Next(rows.Count)).Value;
    }

    private static string Where(TableModel table, string?[] row) => string.Join(" AND ", Enumerable.Range(0, table.Kind == KeyKind.None ? row.Length : table.Keys)
        .Select(place => $"{table.Columns[place].Name} {(row[place] is null ? "IS NULL" : $"= {Literal(table, place, row[place])}")}"));

    private static string Literal(TableModel table, int place, string? value) => value is null ? "NULL" : table.Columns[place].IsText ? $"'{value}'" : value;
}
