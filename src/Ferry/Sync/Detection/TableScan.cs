using Ferry.Detection;
using Ferry.Schema;

namespace Ferry.Sync.Detection;

/// <summary>Gathers what the ranges of one table, scanned by several workers, were found to hold.</summary>
internal sealed class TableScan(Table table, StoredTable stored, string rules, LeafKey key, DetectionOptions options)
{
    // To digest a table twice must pay: not for small ones, not where leaves help little, not for a little.
    private const long SmallTable = 100_000;
    private const long ManyChanges = 10;
    private const double MostUnfit = 4;

    private readonly Lock _gate = new();
    private readonly List<FetchRange> _fetch = [];
    private readonly List<KeySelection> _keys = [];
    private long _rows;
    private long _bytes;
    private long _changes;
    private long _leaves;
    private bool _counted = true;

    public Table Table => table;

    public StoredTable Stored => stored;

    public string Rules => rules;

    public LeafKey Key => key;

    public LeafLayout Layout => stored.Layout;

    /// <summary>Rows known to have changed, at the least.</summary>
    public long Changes => _changes;

    /// <summary>The size that the table's leaves should have instead, after what this run and the one before saw; null when theirs will do.</summary>
    public int? BetterSize()
    {
        var changes = Math.Max(_changes, stored.Changes);
        if (_leaves == 0 || _rows < SmallTable || changes == 0 || stored.Changes == 0 || changes > _rows / ManyChanges)
        {
            return null;
        }

        var size = LeafSize.For(_rows, changes, table.EstimatedBytes / Math.Max(1, table.EstimatedRows));
        var ratio = (double)_rows / _leaves / size;
        return ratio is > MostUnfit or < 1 / MostUnfit ? size : null;
    }

    /// <summary>Adds what a range holds.</summary>
    /// <param name="range">The range.</param>
    /// <param name="before">Its recorded digests; null when there are none.</param>
    /// <param name="now">Its digests.</param>
    public void Add(LeafRange range, IReadOnlyList<LeafDigest>? before, LeafDigests now)
    {
        var rows = now.Leaves?.Sum(leaf => leaf.Rows) ?? 0;
        var dirty = before is null || now.Leaves is null ? null : LeafComparison.Differences(before, now.Leaves).ToList();
        var whole = dirty is null || stored.Layout.Kind == LeafKind.Whole || dirty.Sum(RowsToRead) > rows * options.WholeFrom;
        lock (_gate)
        {
            _rows += rows;
            _leaves += now.Leaves?.Count ?? 0;
            _bytes += now.Bytes;
            _counted &= now.Leaves is not null;
            if (whole && (dirty is null || dirty.Count > 0))
            {
                _changes += rows;
                _fetch.Add(new(range.Rows));
                _keys.Add(WholeOf(range));
            }
            else
            {
                _changes += dirty!.Sum(leaf => leaf.Weight is null ? 2 : 1);
                AddRows(range, dirty!);
            }
        }
    }

    /// <summary>What was found out.</summary>
    public TableChanges Result() => new()
    {
        Table = table,
        Verdict = _fetch.Count == 0 ? Verdict.Unchanged : Verdict.Ranges,
        Reason = _fetch.Count == 0 ? "its digests are what they were" : "its digests tell which rows changed",
        Ranges = _fetch,
        Rows = _counted ? _rows : null,
        Keys = IsToldByColumn ? _keys : null,
        Layout = stored.Layout,
        DigestBytes = _bytes,
    };

    // SQLite's rowid need not be a column.
    private bool IsToldByColumn => stored.Layout.Kind == LeafKind.Integer && table.Columns.Any(column => column.Name == table.ChunkKey[0]);

    private static long RowsToRead(DirtyLeaf leaf) => leaf.Weight is null ? leaf.Rows : 1;

    private void AddRows(LeafRange range, IReadOnlyList<DirtyLeaf> dirty)
    {
        if (stored.Layout.Kind == LeafKind.Hash)
        {
            _fetch.AddRange(DirtyRows.Numbers(stored.Layout, range, dirty).Select(rows => new FetchRange(rows)));
            return;
        }

        foreach (var keys in DirtyRows.Keys(stored.Layout, dirty))
        {
            _keys.Add(keys);
            _fetch.Add(new(new($"({keys.Condition(stored.Layout.Key)})", null, null)));
        }
    }

    private KeySelection WholeOf(LeafRange range) => stored.Layout.Kind != LeafKind.Integer
        ? new([])
        : new([new(
            range.First == long.MinValue ? long.MinValue : stored.Layout.KeysOf(range.First).First,
            range.Last == long.MaxValue ? ulong.MaxValue : stored.Layout.KeysOf(range.Last).Last)]);
}
