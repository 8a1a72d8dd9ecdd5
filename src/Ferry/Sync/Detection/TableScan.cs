using Ferry.Detection;
using Ferry.Schema;

namespace Ferry.Sync.Detection;

/// <summary>Gathers what the ranges of one table, scanned by several workers, were found to hold.</summary>
internal sealed class TableScan(ScanContext context, Table table, StoredTable stored, LeafKey key) : ITableScan
{
    // To digest a table twice must pay: not for small ones, not where leaves help little, not for a little.
    private const long SmallTable = 100_000;
    private const long ManyChanges = 10;
    private const double MostUnfit = 4;

    private readonly Lock _gate = new();
    private readonly FetchList _fetch = new(table, stored.Layout);
    private readonly List<long> _written = [];
    private long _rows;
    private long _bytes;
    private long _changes;
    private long _leaves;
    private bool _counted = true;

    public Table Table => table;

    public StoredTable Stored => stored;

    public LeafKey Key => key;

    public LeafLayout Layout => stored.Layout;

    /// <summary>Leaves of which is known that rows in them changed or came.</summary>
    public IReadOnlyList<long> Written => _written;

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

    public IAsyncEnumerable<LeafRange> RangesAsync(CancellationToken cancellationToken) =>
        context.Probe.RangesAsync(table, stored.Layout, context.Options.RangeBytes, cancellationToken);

    public async ValueTask ScanAsync(ILeafReader reader, LeafRange range, CancellationToken cancellationToken)
    {
        var now = await reader.ReadLeavesAsync(table, stored.Layout, range, key, cancellationToken).ConfigureAwait(false);
        Add(range, await context.Store.ReadAsync(table.Name, range, cancellationToken).ConfigureAwait(false), now);
        if (now.Leaves is not null)
        {
            await context.Store.SaveAsync(table.Name, range, now.Leaves, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Add(LeafRange range, IReadOnlyList<LeafDigest>? before, LeafDigests now)
    {
        var rows = now.Leaves?.Sum(leaf => leaf.Rows) ?? 0;
        var dirty = before is null || now.Leaves is null ? null : LeafComparison.Differences(before, now.Leaves).ToList();
        var whole = dirty is null || stored.Layout.Kind == LeafKind.Whole || dirty.Sum(RowsToRead) > rows * context.Options.WholeFrom;
        lock (_gate)
        {
            _rows += rows;
            _leaves += now.Leaves?.Count ?? 0;
            _bytes += now.Bytes;
            _counted &= now.Leaves is not null;
            _written.AddRange(dirty?.Where(leaf => !leaf.HasFewer).Select(leaf => leaf.Leaf) ?? []);
            if (whole && (dirty is null || dirty.Count > 0))
            {
                _changes += rows;
                _fetch.AddWhole(range);
            }
            else
            {
                _changes += dirty!.Sum(leaf => leaf.Weight is null ? 2 : 1);
                _fetch.Add(range, dirty!);
            }
        }
    }

    /// <summary>What was found out.</summary>
    public TableChanges Result() => new()
    {
        Table = table,
        Look = SourceLook.Digests,
        Verdict = _fetch.Ranges.Count == 0 ? Verdict.Unchanged : Verdict.Ranges,
        Reason = _fetch.Ranges.Count == 0 ? "its digests are what they were" : "its digests tell which rows changed",
        Ranges = _fetch.Ranges,
        Rows = _counted ? _rows : null,
        Keys = _fetch.Keys,
        Layout = stored.Layout,
        DigestBytes = _bytes,
    };

    private static long RowsToRead(DirtyLeaf leaf) => leaf.Weight is null ? leaf.Rows : 1;
}
