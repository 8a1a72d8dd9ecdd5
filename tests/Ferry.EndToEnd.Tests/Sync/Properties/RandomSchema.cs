namespace Ferry.EndToEnd.Tests.Sync.Properties;

/// <summary>Draws tables: keys of every kind, natural keys with and without references, trees, pivots, cycles of references that may be NULL, and tables without any key.</summary>
internal static class RandomSchema
{
    public static IReadOnlyList<TableModel> Draw(Random random, int count)
    {
        var kinds = Enumerable.Range(0, count).Select(index => index == 0 ? (KeyKind)random.Next(3) : (KeyKind)random.Next(5)).ToList();
        var tables = new List<TableModel>();
        for (var index = 0; index < count; index++)
        {
            tables.Add(Table(random, index, kinds));
        }

        return tables;
    }

    private static TableModel Table(Random random, int index, List<KeyKind> kinds)
    {
        var name = Name(index);
        var parents = Enumerable.Range(0, index).Where(other => TableModel.CanBeParent(kinds[other])).ToList();
        List<ColumnModel> columns = kinds[index] switch
        {
            KeyKind.Pair => [Reference("a", Pick(random, parents), kinds, false), Reference("b", Pick(random, parents), kinds, false)],
            KeyKind.Numbered => [new("id", false, false)],
            KeyKind.None => [],
            _ => [new("id", true, false)],
        };
        var unique = Unique(random, index, kinds, parents, columns);
        if (parents.Count > 0 && random.Next(2) == 0)
        {
            columns.Add(Reference("needed", Pick(random, parents), kinds, false));
        }

        // A table without any natural key is recognised by all that its rows say, so what it refers to must be known before it.
        var anywhere = kinds[index] == KeyKind.Numbered && unique.Count == 0 ? parents : Enumerable.Range(0, kinds.Count).Where(other => TableModel.CanBeParent(kinds[other])).ToList();
        if (anywhere.Count > 0 && random.Next(3) > 0)
        {
            columns.Add(Reference("maybe", Pick(random, anywhere), kinds, true));
        }

        // Rows that are only recognised by all that they say would be strangers after their values have changed hands.
        if (random.Next(2) == 0 && (unique.Count > 0 || kinds[index] is not (KeyKind.Numbered or KeyKind.None)))
        {
            if (parents.Count > 0 && random.Next(2) == 0)
            {
                columns.Add(Reference("spot", Pick(random, parents), kinds, true));
            }

            columns.Add(new("slot", true, true, IsSlot: true));
        }

        if (kinds[index] != KeyKind.None && random.Next(3) == 0)
        {
            columns.Add(new("stamp", false, false, IsStamp: true));
        }

        columns.Add(new("word", true, true));
        columns.Add(new("number", false, random.Next(2) == 0));
        return new TableModel(name, kinds[index], columns, unique);
    }

    private static List<int> Unique(Random random, int index, List<KeyKind> kinds, List<int> parents, List<ColumnModel> columns)
    {
        if (kinds[index] is KeyKind.Pair or KeyKind.Code or KeyKind.None || random.Next(4) == 0)
        {
            return [];
        }

        var first = columns.Count;
        switch (kinds[index] == KeyKind.Uuid ? 0 : random.Next(5))
        {
            case 1 when parents.Count > 0:
                columns.Add(Reference("left_one", Pick(random, parents), kinds, false));
                columns.Add(Reference("right_one", Pick(random, parents), kinds, false));
                return [first, first + 1];
            case 4 when parents.Count > 0:
                columns.Add(Reference("left_one", Pick(random, parents), kinds, false));
                columns.Add(Reference("right_one", Pick(random, parents), kinds, false));
                columns.Add(new("code", true, false));
                return [first, first + 1, first + 2];
            case 2 when parents.Count > 0:
                columns.Add(Reference("owner", Pick(random, parents), kinds, false));
                columns.Add(new("code", true, false));
                return [first, first + 1];
            case 3:
                columns.Add(Reference("parent", index, kinds, true));
                columns.Add(new("code", true, false));
                return [first, first + 1];
            default:
                columns.Add(new("code", true, false));
                return [first];
        }
    }

    private static ColumnModel Reference(string name, int parent, List<KeyKind> kinds, bool nullable) => new(name, kinds[parent] != KeyKind.Numbered, nullable, Name(parent));

    private static string Name(int index) => $"t{index + 1}";

    private static int Pick(Random random, List<int> choices) => choices[random.Next(choices.Count)];
}
