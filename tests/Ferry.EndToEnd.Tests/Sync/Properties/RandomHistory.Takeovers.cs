namespace Ferry.EndToEnd.Tests.Sync.Properties;

/// <content>Steps in which rows get what others had. Values are given up for such as the other side never makes, so that what is here is in nobody's way.</content>
internal sealed partial class RandomHistory
{
    /// <summary>Has two rows take each other's values; those that came from the other side stay where they are.</summary>
    private string? Swap(SideModel side, TableModel table)
    {
        if (table.Slot < 0 || Pick(side, table.Name) is not { } one || Pick(side, table.Name) is not { } other || one[table.Slot] == other[table.Slot] || !IsOurs(one[table.Slot]) || !IsOurs(other[table.Slot]))
        {
            return null;
        }

        var (left, right) = ((string?[])one.Clone(), (string?[])other.Clone());
        foreach (var place in table.Place)
        {
            (left[place], right[place]) = (right[place], left[place]);
        }

        _swapped.Add($"{table.Name}|{table.Key(one)}");
        _swapped.Add($"{table.Name}|{table.Key(other)}");
        var (leftRaised, rightRaised) = (Raise(table, left), Raise(table, right));
        side.Put(table, left);
        side.Put(table, right);
        return $"UPDATE {table.Name} SET {table.Columns[table.Slot].Name} = NULL WHERE {Where(table, one)};\n{Set(table, table.Place, right)}{rightRaised} WHERE {Where(table, other)};\n{Set(table, table.Place, left)}{leftRaised} WHERE {Where(table, one)}";
    }

    /// <summary>Has a new row take what another one had in a unique key, references too; that one gets something else, or nothing.</summary>
    private string? TakeOver(SideModel side, TableModel table)
    {
        var (named, placed) = (table.Unique.Any(place => table.Columns[place].Parent is null), table.Slot >= 0);
        if ((!named && !placed) || Pick(side, table.Name) is not { } old || Row(side, table) is not { } taking)
        {
            return null;
        }

        var byName = named && (!placed || random.Next(2) == 0);
        var key = byName ? table.Unique : table.Place;
        var giving = (string?[])old.Clone();
        foreach (var place in key)
        {
            taking[place] = old[place];
            giving[place] = Other(side, table, place, old[place]);
        }

        if (byName ? IsTaken(side, table, taking) : !IsOurs(old[table.Slot]) || IsKnown(side, table, taking))
        {
            return null;
        }

        _swapped.Add($"{table.Name}|{table.Key(old)}");
        _swapped.Add($"{table.Name}|{table.Key(taking)}");
        var raised = Raise(table, giving);
        side.Put(table, giving);
        side.Put(table, taking);
        return $"{Set(table, key, giving)}{raised} WHERE {Where(table, old)};\n{Insert(table, taking)}";
    }

    // In a tree another parent could make a ring of rows that are only told by each other.
    private string? Other(SideModel side, TableModel table, int place, string? old) => table.Columns[place] switch
    {
        { Parent: { } parent } => parent == table.Name ? old : Value(side, table, place),
        { IsSlot: true } => Value(side, table, place),
        _ => $"{rules.Tag}x{++_made}",
    };

    private bool IsOurs(string? value) => value is null || value[0] == rules.Tag;

    private static string Set(TableModel table, IReadOnlyList<int> places, string?[] row) =>
        $"UPDATE {table.Name} SET {string.Join(", ", places.Select(place => $"{table.Columns[place].Name} = {Literal(table, place, row[place])}"))}";
}
