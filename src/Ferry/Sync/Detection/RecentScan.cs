using Ferry.Detection;
using Ferry.Schema;

namespace Ferry.Sync.Detection;

/// <summary>Looks only at leaves with rows that a watermark calls recent. The rest of the table is proven to hold as many rows as before, and trusted not to have changed.</summary>
/// <remarks>Leaves are digested, not just their recent rows fetched: what is recorded of a leaf then always is what it held when all of it was last compared. A row that was changed without a higher value is
/// found by the next digest of its leaf, also one that meanwhile was changed and has been changed back; and what came or went is known leaf by leaf, so that the other leaves can be counted.</remarks>
/// <param name="context">What is asked.</param>
/// <param name="table">The table.</param>
/// <param name="stored">What is on record, with a watermark.</param>
/// <param name="now">What the watermark says now.</param>
/// <param name="key">The key of the hashes.</param>
internal sealed class RecentScan(ScanContext context, Table table, StoredTable stored, Watermark now, LeafKey key) : ITableScan
{
    private readonly Lock _gate = new();
    private readonly FetchList _fetch = new(table, stored.Layout);
    private readonly List<LeafDigest> _digests = [];
    private readonly RecentLeaves _recent = new(context, table, stored.Layout, stored.Mark!);
    private long _more;
    private long _bytes;
    private bool _unknown;

    public Table Table => table;

    /// <summary>Whether no row came or went but in the leaves that were looked at.</summary>
    public bool AddsUp => !_unknown && _more == now.Rows - stored.Mark!.Rows;

    public IAsyncEnumerable<LeafRange> RangesAsync(CancellationToken cancellationToken) => _recent.RangesAsync(cancellationToken);

    public async ValueTask ScanAsync(ILeafReader reader, LeafRange range, CancellationToken cancellationToken)
    {
        if (_unknown || await _recent.OfAsync(reader, range, cancellationToken).ConfigureAwait(false) is not { } leaves)
        {
            _unknown = true;
            return;
        }

        foreach (var part in leaves.Chunk(stored.Layout.Kind == LeafKind.Hash ? DirtyRows.NumbersPerCondition : DirtyRows.IntervalsPerCondition))
        {
            await CompareAsync(reader, range, part, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Keeps the digests of the leaves for the end of the run, beside those of the others that are on record.</summary>
    public async ValueTask SaveAsync(StoredTable state, CancellationToken cancellationToken)
    {
        await context.Store.AmendAsync(table.Name, [.. _digests.OrderBy(digest => digest.Leaf)], cancellationToken).ConfigureAwait(false);
        await context.Store.SaveAsync(table.Name, state, kept: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What was found out.</summary>
    public TableChanges Result() => new()
    {
        Table = table,
        Look = SourceLook.Watermark,
        Verdict = _fetch.Ranges.Count == 0 ? Verdict.Unchanged : Verdict.Ranges,
        Reason = _fetch.Ranges.Count == 0 ? $"no row has a newer {now.Column}, and none came or went" : $"its {now.Column} tells where rows changed",
        Ranges = _fetch.Ranges,
        Rows = now.Rows,
        Keys = _fetch.Keys,
        Layout = stored.Layout,
        DigestBytes = _bytes,
    };

    private async ValueTask CompareAsync(ILeafReader reader, LeafRange range, IReadOnlyList<long> leaves, CancellationToken cancellationToken)
    {
        var part = Part(range, leaves);
        var current = await reader.ReadLeavesAsync(table, stored.Layout, part, key, cancellationToken).ConfigureAwait(false);
        var recorded = await context.Store.ReadAsync(table.Name, part, cancellationToken).ConfigureAwait(false);
        if (current.Leaves is null || recorded is null)
        {
            _unknown = true;
            return;
        }

        var wanted = leaves.ToHashSet();
        var before = recorded.Where(leaf => wanted.Contains(leaf.Leaf)).ToList();
        var dirty = LeafComparison.Differences(before, current.Leaves).ToList();
        lock (_gate)
        {
            _digests.AddRange(current.Leaves);
            _more += current.Leaves.Sum(leaf => leaf.Rows) - before.Sum(leaf => leaf.Rows);
            _bytes += current.Bytes;
            _fetch.Add(range, dirty);
        }
    }

    private LeafRange Part(LeafRange range, IReadOnlyList<long> leaves)
    {
        var all = leaves.Select(leaf => new DirtyLeaf(leaf, 1, null)).ToList();
        return stored.Layout.Kind == LeafKind.Hash
            ? range with { Rows = DirtyRows.Numbers(stored.Layout, range, all).Single() }
            : new(leaves[0], leaves[^1], new($"({DirtyRows.Keys(stored.Layout, all).Single().Condition(stored.Layout.Key)})", null, null));
    }
}
