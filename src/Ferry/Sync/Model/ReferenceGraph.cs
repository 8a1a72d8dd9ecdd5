namespace Ferry.Sync.Model;

/// <summary>Which table refers to which, as groups in an order in which parents come before their children.</summary>
internal sealed class ReferenceGraph
{
    private readonly SortedDictionary<string, IReadOnlyList<MergeReference>> _references = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="references">What each table refers to; parents that are no tables of the graph are passed over.</param>
    public ReferenceGraph(IEnumerable<KeyValuePair<string, IReadOnlyList<MergeReference>>> references)
    {
        foreach (var (table, list) in references)
        {
            _references.Add(table, list);
        }

        Groups = Order(new StrongComponents(_references.ToDictionary(pair => pair.Key, pair => Parents(pair.Key).ToList(), StringComparer.OrdinalIgnoreCase)).Find());
    }

    /// <summary>The groups: every parent in an earlier group than its children, or in the same. Among those that may come next, the one whose name is first.</summary>
    public IReadOnlyList<TableGroup> Groups { get; }

    private IEnumerable<string> Parents(string table) => _references[table].Select(reference => reference.Parent).Where(_references.ContainsKey)
        .Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase);

    /// <summary>Sorts the condensed graph (Kahn, 1962).</summary>
    private List<TableGroup> Order(IReadOnlyList<IReadOnlyList<string>> components)
    {
        var home = components.SelectMany((tables, index) => tables.Select(table => (table, index))).ToDictionary(entry => entry.table, entry => entry.index, StringComparer.OrdinalIgnoreCase);
        var parents = components.Select((tables, index) => tables.SelectMany(Parents).Select(parent => home[parent]).Where(parent => parent != index).ToHashSet()).ToList();
        var children = parents.Index().SelectMany(entry => entry.Item.Select(parent => (parent, child: entry.Index))).ToLookup(edge => edge.parent, edge => edge.child);
        var ready = new SortedSet<(string Name, int Index)>(parents.Index().Where(entry => entry.Item.Count == 0).Select(entry => (components[entry.Index][0], entry.Index)), _byName);
        var groups = new List<TableGroup>();
        while (ready.Count > 0)
        {
            var next = ready.Min;
            _ = ready.Remove(next);
            groups.Add(new(components[next.Index], Circle(components[next.Index])));
            foreach (var child in children[next.Index].Where(child => parents[child].Remove(next.Index) && parents[child].Count == 0))
            {
                _ = ready.Add((components[child][0], child));
            }
        }

        return groups;
    }

    private static readonly Comparer<(string Name, int Index)> _byName =
        Comparer<(string Name, int Index)>.Create((left, right) => (StringComparer.OrdinalIgnoreCase.Compare(left.Name, right.Name), left.Index - right.Index) switch
        {
            (0, var index) => index,
            (var name, _) => name,
        });

    /// <summary>The shortest way from the first table back to itself, breadth first.</summary>
    private string? Circle(IReadOnlyList<string> component)
    {
        var start = component[0];
        var inside = component.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var way = new Dictionary<string, (string Table, MergeReference Reference)>(StringComparer.OrdinalIgnoreCase);
        var queue = new Queue<string>([start]);
        while (queue.TryDequeue(out var table))
        {
            foreach (var reference in _references[table].Where(reference => inside.Contains(reference.Parent) && way.TryAdd(reference.Parent, (table, reference))))
            {
                if (string.Equals(reference.Parent, start, StringComparison.OrdinalIgnoreCase))
                {
                    return Describe(start, way);
                }

                queue.Enqueue(reference.Parent);
            }
        }

        return null;
    }

    private static string Describe(string start, Dictionary<string, (string Table, MergeReference Reference)> way)
    {
        var steps = new List<string> { start };
        var table = start;
        do
        {
            var (child, reference) = way[table];
            steps.Insert(0, $"{child}.{string.Join(',', reference.Columns)}{reference.JsonPath}");
            table = child;
        }
        while (!string.Equals(table, start, StringComparison.OrdinalIgnoreCase));

        return string.Join(" → ", steps);
    }
}
