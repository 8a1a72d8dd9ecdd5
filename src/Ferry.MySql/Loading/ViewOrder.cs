using Ferry.MySql.Ddl;
using Ferry.Schema;

namespace Ferry.MySql.Loading;

/// <summary>Orders views so that each is created after those it reads.</summary>
internal static class ViewOrder
{
    /// <summary>Sorts views; names that are read are taken from the text itself, and from the catalog where the server tells.</summary>
    /// <param name="views">The views, in any order.</param>
    /// <param name="database">Name of their database.</param>
    /// <returns>The same views; where they read each other in a circle, which only broken views can, the order given.</returns>
    public static IReadOnlyList<SchemaObject> Sort(IReadOnlyList<SchemaObject> views, string database)
    {
        var byName = views.ToDictionary(view => view.Name, StringComparer.Ordinal);
        var sorted = new List<SchemaObject>(views.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var view in views)
        {
            Visit(view, byName, seen, sorted, database);
        }

        return sorted;
    }

    private static void Visit(
        SchemaObject view, Dictionary<string, SchemaObject> byName, HashSet<string> seen, List<SchemaObject> sorted, string database)
    {
        // An own stack: views on views can be thousands deep in generated schemas.
        var path = new Stack<(SchemaObject View, Queue<SchemaObject> Open)>();
        Enter(view);
        while (path.TryPeek(out var top))
        {
            if (top.Open.TryDequeue(out var next))
            {
                Enter(next);
            }
            else
            {
                sorted.Add(path.Pop().View);
            }
        }

        void Enter(SchemaObject entered)
        {
            if (seen.Add(entered.Name))
            {
                path.Push((entered, new Queue<SchemaObject>(Reads(entered, byName, database))));
            }
        }
    }

    private static IEnumerable<SchemaObject> Reads(SchemaObject view, Dictionary<string, SchemaObject> byName, string database) =>
        NameReferences.Tables(SqlText.Read(view.Ddl), database)
            .Concat(view.DependsOn)
            .Where(name => name != view.Name && byName.ContainsKey(name))
            .Order(StringComparer.Ordinal)
            .Distinct()
            .Select(name => byName[name]);
}
