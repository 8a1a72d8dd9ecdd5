using Ferry.Detection;
using Ferry.Schema;

namespace Ferry.Sync.Detection;

/// <summary>Gathers what must be read of one table.</summary>
internal sealed class FetchList(Table table, LeafLayout layout)
{
    private readonly List<FetchRange> _ranges = [];
    private readonly List<KeySelection> _keys = [];

    public IReadOnlyList<FetchRange> Ranges => _ranges;

    /// <summary>The keys whose rows are read; null where leaves are not told by one integer column. SQLite's rowid need not be a column.</summary>
    public IReadOnlyList<KeySelection>? Keys => layout.Kind == LeafKind.Integer && table.Columns.Any(column => column.Name == table.ChunkKey[0]) ? _keys : null;

    /// <summary>Adds all rows of a range.</summary>
    public void AddWhole(LeafRange range)
    {
        _ranges.Add(new(range.Rows));
        _keys.Add(WholeOf(range));
    }

    /// <summary>Adds the rows of a range that changed.</summary>
    public void Add(LeafRange range, IReadOnlyList<DirtyLeaf> dirty)
    {
        if (layout.Kind == LeafKind.Hash)
        {
            _ranges.AddRange(DirtyRows.Numbers(layout, range, dirty).Select(rows => new FetchRange(rows)));
            return;
        }

        foreach (var keys in DirtyRows.Keys(layout, dirty))
        {
            _keys.Add(keys);
            _ranges.Add(new(new($"({keys.Condition(layout.Key)})", null, null)));
        }
    }

    private KeySelection WholeOf(LeafRange range) => layout.Kind != LeafKind.Integer
        ? new([])
        : new([new(
            range.First == long.MinValue ? long.MinValue : layout.KeysOf(range.First).First,
            range.Last == long.MaxValue ? ulong.MaxValue : layout.KeysOf(range.Last).Last)]);
}
