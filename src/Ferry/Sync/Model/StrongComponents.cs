namespace Ferry.Sync.Model;

/// <summary>Finds the sets of tables that can all reach each other (Tarjan, "Depth-first search and linear graph algorithms", 1972), without recursion:
/// a chain of references may be longer than a stack is deep.</summary>
/// <param name="edges">The neighbours of every node; all of them nodes.</param>
internal sealed class StrongComponents(IReadOnlyDictionary<string, List<string>> edges)
{
    private readonly Dictionary<string, int> _number = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _low = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _open = new(StringComparer.OrdinalIgnoreCase);
    private readonly Stack<string> _stack = new();
    private readonly List<IReadOnlyList<string>> _found = [];

    /// <summary>The sets, each in the order of names.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Find()
    {
        foreach (var node in edges.Keys.Order(StringComparer.OrdinalIgnoreCase).Where(node => !_number.ContainsKey(node)))
        {
            Walk(node);
        }

        return _found;
    }

    private void Walk(string root)
    {
        var path = new Stack<(string Node, int Next)>();
        path.Push((root, 0));
        while (path.TryPop(out var step))
        {
            var (node, next) = step;
            if (next == 0)
            {
                _number[node] = _low[node] = _number.Count;
                _stack.Push(node);
                _ = _open.Add(node);
            }
            else
            {
                _low[node] = Math.Min(_low[node], LowOf(edges[node][next - 1]));
            }

            if (next < edges[node].Count)
            {
                path.Push((node, next + 1));
                if (!_number.ContainsKey(edges[node][next]))
                {
                    path.Push((edges[node][next], 0));
                }
            }
            else if (_low[node] == _number[node])
            {
                Close(node);
            }
        }
    }

    private int LowOf(string node) => _open.Contains(node) ? _low[node] : int.MaxValue;

    private void Close(string node)
    {
        var component = new List<string>();
        do
        {
            component.Add(_stack.Pop());
            _ = _open.Remove(component[^1]);
        }
        while (!string.Equals(component[^1], node, StringComparison.OrdinalIgnoreCase));

        _found.Add([.. component.Order(StringComparer.OrdinalIgnoreCase)]);
    }
}
