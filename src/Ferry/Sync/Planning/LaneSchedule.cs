namespace Ferry.Sync.Planning;

/// <summary>Which of several pieces of work is next. Of those that need not wait, the one goes first behind which the longest way lies: nothing that others wait for is left for the end.</summary>
internal sealed class LaneSchedule<T>
    where T : class
{
    private readonly IReadOnlyList<T> _items;
    private readonly List<int>[] _followers;
    private readonly int[] _awaited;
    private readonly SortedSet<(long Before, int Place)> _ready = [];
    private readonly long[] _way;

    /// <param name="items">What to work on, in an order in which one after the other could be done.</param>
    /// <param name="tied">Whether of two items the later one has to wait for the earlier one.</param>
    /// <param name="size">How large an item is; all of the same size are taken in their order.</param>
    public LaneSchedule(IReadOnlyList<T> items, Func<T, T, bool> tied, Func<T, long> size)
    {
        _items = items;
        _followers = new List<int>[items.Count];
        _awaited = new int[items.Count];
        _way = new long[items.Count];
        for (var place = items.Count - 1; place >= 0; place--)
        {
            _followers[place] = [.. Enumerable.Range(place + 1, items.Count - place - 1).Where(later => tied(items[place], items[later]))];
            _way[place] = size(items[place]) + _followers[place].Select(later => _way[later]).DefaultIfEmpty().Max();
            foreach (var later in _followers[place])
            {
                _awaited[later]++;
            }
        }

        foreach (var place in Enumerable.Range(0, items.Count).Where(place => _awaited[place] == 0))
        {
            _ = _ready.Add((-_way[place], place));
        }

        Left = items.Count;
    }

    /// <summary>Items that are not done.</summary>
    public int Left { get; private set; }

    /// <summary>Takes the next item; none while all that is left waits for something that is being done.</summary>
    public (int Place, T Item)? Take()
    {
        if (_ready.Count == 0)
        {
            return null;
        }

        var first = _ready.Min;
        _ = _ready.Remove(first);
        return (first.Place, _items[first.Place]);
    }

    /// <summary>Says that an item is done.</summary>
    public void Done(int place)
    {
        Left--;
        foreach (var later in _followers[place].Where(later => --_awaited[later] == 0))
        {
            _ = _ready.Add((-_way[later], later));
        }
    }
}
