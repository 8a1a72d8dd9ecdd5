using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Ferry.Detection;
using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.Sync.Detection;

/// <summary>Finds out, inside a snapshot of the source, what must be read of its tables to see every row that changed since the digests that are on record.</summary>
/// <remarks>From the cheapest proof to the dearest: a stamp that did not move; leaves whose digests are equal; all rows.</remarks>
internal sealed class ChangeDetection(ISnapshot snapshot, LeafStore store, DetectionOptions options)
{
    // A hashed layout keeps its ranges; past this growth they are cut anew.
    private const int MostGrowth = 4;

    private const string HiddenRowid = "hidden_rowid";

    private readonly ConcurrentQueue<(string Table, LeafRange Range, IReadOnlyList<LeafDigest> Leaves)> _taken = new();
    private IReadOnlyDictionary<string, IReadOnlyList<TableStamp>> _stamps = new Dictionary<string, IReadOnlyList<TableStamp>>();

    /// <summary>Looks at tables, with all readers of the snapshot; the store's connection is used too.</summary>
    /// <param name="requests">The tables.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>One answer a request, in their order.</returns>
    /// <exception cref="FerryException">When the source or the target fails.</exception>
    public async ValueTask<IReadOnlyList<TableChanges>> DetectAsync(IReadOnlyList<DetectionRequest> requests, CancellationToken cancellationToken)
    {
        if (snapshot.Changes is not { } probe)
        {
            return await WithoutProbeAsync(requests, cancellationToken).ConfigureAwait(false);
        }

        _stamps = await probe.ReadStampsAsync(cancellationToken).ConfigureAwait(false);
        var stored = await store.LoadAsync(cancellationToken).ConfigureAwait(false);
        var answers = new TableChanges?[requests.Count];
        var scans = new TableScan?[requests.Count];
        for (var i = 0; i < requests.Count; i++)
        {
            var known = stored.GetValueOrDefault(LeafStoreStatements.NameOf(requests[i].Table.Name));
            var all = ReasonForAll(requests[i], known, probe);
            if (all is not null)
            {
                answers[i] = await EverythingAsync(probe, requests[i], all, cancellationToken).ConfigureAwait(false);
            }
            else if (Proof(requests[i].Table, known!) is { } proof)
            {
                answers[i] = await UnchangedAsync(requests[i], known!, proof, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                scans[i] = new(requests[i].Table, known!, RulesOf(requests[i]), KeyOf(requests[i].Table), options);
            }
        }

        await ScanAsync(probe, [.. scans.OfType<TableScan>().OrderByDescending(scan => scan.Table.EstimatedBytes)], cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < requests.Count; i++)
        {
            answers[i] ??= await ResultAsync(probe, requests[i], scans[i]!, cancellationToken).ConfigureAwait(false);
        }

        return answers!;
    }

    /// <summary>Reads rows as a chunk reader does, and takes their digests on the way where they are wanted. Any number at once, each with a reader of its own.</summary>
    /// <param name="changes">The table's answer.</param>
    /// <param name="range">One of its ranges.</param>
    /// <param name="reader">The reader.</param>
    /// <param name="rows">Receives the rows, with the fields of declared columns only.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask ReadAsync(TableChanges changes, FetchRange range, IChunkReader reader, Stream rows, CancellationToken cancellationToken)
    {
        if (range.Leaves is null || changes.Layout is null || snapshot.Changes is not { } probe)
        {
            await reader.ReadAsync(Declared(changes.Table), range.Rows, rows, cancellationToken).ConfigureAwait(false);
            return;
        }

        using var tally = probe.Tally(changes.Table, changes.Layout, range.Leaves, KeyOf(changes.Table));
        var both = new TallyingStream(rows, tally, changes.Table.Attributes.ContainsKey(HiddenRowid));
        await using (both.ConfigureAwait(false))
        {
            await reader.ReadAsync(changes.Table, range.Rows, both, cancellationToken).ConfigureAwait(false);
        }

        if (tally.Digests() is { } leaves)
        {
            _taken.Enqueue((changes.Table.Name, range.Leaves, leaves));
        }
    }

    /// <summary>Saves digests that <see cref="ReadAsync"/> took. When the store's connection is free; before <see cref="LeafStore.PromoteAsync"/>.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask SaveAsync(CancellationToken cancellationToken)
    {
        while (_taken.TryDequeue(out var taken))
        {
            await store.SaveAsync(taken.Table, taken.Range, taken.Leaves, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Saves, and makes what this run saw the record that the next compares with. Inside the transaction that changes the rows.</summary>
    /// <param name="tables">Only these, because rows of others are not settled; null for all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask RecordAsync(IReadOnlyCollection<string>? tables, CancellationToken cancellationToken)
    {
        await SaveAsync(cancellationToken).ConfigureAwait(false);
        await store.PromoteAsync(tables, cancellationToken).ConfigureAwait(false);
    }

    // A row number that is no column means nothing elsewhere.
    private static Table Declared(Table table) => table.Attributes.ContainsKey(HiddenRowid)
        ? table with { Attributes = table.Attributes.Where(attribute => attribute.Key != HiddenRowid).ToDictionary() }
        : table;

    private string? ReasonForAll(DetectionRequest request, StoredTable? known, IChangeProbe probe)
    {
        if (request.Everything is not null || known is null)
        {
            return request.Everything ?? "it is synced for the first time";
        }

        return known.Rules != RulesOf(request) ? "what is done with its rows has changed"
            : known.Layout.Fingerprint != probe.Fingerprint(request.Table) ? "its columns have changed"
            : known.Layout.Kind == LeafKind.Hash && request.Table.EstimatedRows / MostGrowth > Math.Max(known.EstimatedRows, options.RowsPerLeaf) ? "it has grown many times over"
            : null;
    }

    private string? Proof(Table table, StoredTable known) => options.Verify
        ? null
        : _stamps.GetValueOrDefault(table.Name)?.FirstOrDefault(stamp => known.Stamps.Any(stamp.Proves))?.Meaning;

    private async ValueTask<TableChanges> UnchangedAsync(DetectionRequest request, StoredTable known, string proof, CancellationToken cancellationToken)
    {
        await store.SaveAsync(request.Table.Name, known with { Stamps = StampsOf(request.Table) }, kept: true, cancellationToken).ConfigureAwait(false);
        return new() { Table = request.Table, Verdict = Verdict.Unchanged, Reason = proof };
    }

    private async ValueTask<TableChanges> EverythingAsync(
        IChangeProbe probe, DetectionRequest request, string reason, CancellationToken cancellationToken)
    {
        var layout = await probe.LayOutAsync(request.Table, options.RowsPerLeaf, cancellationToken).ConfigureAwait(false);
        var ranges = new List<FetchRange>();
        await foreach (var range in probe.RangesAsync(request.Table, layout, options.RangeBytes, cancellationToken).ConfigureAwait(false))
        {
            ranges.Add(new(range.Rows, range));
        }

        var state = new StoredTable(RulesOf(request), layout, StampsOf(request.Table), request.Table.EstimatedRows, 0);
        await store.SaveAsync(request.Table.Name, state, kept: false, cancellationToken).ConfigureAwait(false);
        return new() { Table = request.Table, Verdict = Verdict.Everything, Reason = reason, Ranges = ranges, Layout = layout };
    }

    // In the same snapshot: what was compared in the old leaves is recorded in new ones.
    private async ValueTask<LeafLayout> DigestAnewAsync(IChangeProbe probe, TableScan scan, int rowsPerLeaf, CancellationToken cancellationToken)
    {
        await store.ForgetAsync(scan.Table.Name, cancellationToken).ConfigureAwait(false);
        var layout = await probe.LayOutAsync(scan.Table, rowsPerLeaf, cancellationToken).ConfigureAwait(false);
        await foreach (var range in probe.RangesAsync(scan.Table, layout, options.RangeBytes, cancellationToken).ConfigureAwait(false))
        {
            var digests = await probe.Readers[0].ReadLeavesAsync(scan.Table, layout, range, scan.Key, cancellationToken).ConfigureAwait(false);
            if (digests.Leaves is not null)
            {
                await store.SaveAsync(scan.Table.Name, range, digests.Leaves, cancellationToken).ConfigureAwait(false);
            }
        }

        return layout;
    }

    private async ValueTask<TableChanges> ResultAsync(IChangeProbe probe, DetectionRequest request, TableScan scan, CancellationToken cancellationToken)
    {
        var layout = scan.Layout;
        if (scan.BetterSize() is { } size)
        {
            layout = await DigestAnewAsync(probe, scan, size, cancellationToken).ConfigureAwait(false);
        }

        var result = scan.Result();
        var state = scan.Stored with { Layout = layout, Stamps = StampsOf(request.Table), Changes = scan.Changes };
        await store.SaveAsync(request.Table.Name, state, kept: false, cancellationToken).ConfigureAwait(false);
        return result;
    }

    private async ValueTask ScanAsync(IChangeProbe probe, IReadOnlyList<TableScan> scans, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = Channel.CreateBounded<(TableScan Scan, LeafRange Range)>(probe.Readers.Count * 2);
        var plan = Guarded(() => PlanAsync(probe, scans, work.Writer, stop.Token));
        await Task.WhenAll(probe.Readers.Select(reader => Guarded(() => WorkAsync(reader, work.Reader, stop.Token))).Append(plan)).ConfigureAwait(false);

        // The first failure ends the others, whose own cancellations then are not what is told.
        async Task Guarded(Func<Task> part)
        {
            try
            {
                await part().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
            }
            catch
            {
                await stop.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // A lost connection may fail to be told.
                throw;
            }
        }
    }

    private async Task PlanAsync(
        IChangeProbe probe, IReadOnlyList<TableScan> scans, ChannelWriter<(TableScan Scan, LeafRange Range)> work, CancellationToken cancellationToken)
    {
        foreach (var scan in scans)
        {
            await foreach (var range in probe.RangesAsync(scan.Table, scan.Layout, options.RangeBytes, cancellationToken).ConfigureAwait(false))
            {
                await work.WriteAsync((scan, range), cancellationToken).ConfigureAwait(false);
            }
        }

        work.Complete();
    }

    private async Task WorkAsync(ILeafReader reader, ChannelReader<(TableScan Scan, LeafRange Range)> work, CancellationToken cancellationToken)
    {
        await foreach (var (scan, range) in work.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            var now = await reader.ReadLeavesAsync(scan.Table, scan.Layout, range, scan.Key, cancellationToken).ConfigureAwait(false);
            scan.Add(range, await store.ReadAsync(scan.Table.Name, range, cancellationToken).ConfigureAwait(false), now);
            if (now.Leaves is not null)
            {
                await store.SaveAsync(scan.Table.Name, range, now.Leaves, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<IReadOnlyList<TableChanges>> WithoutProbeAsync(IReadOnlyList<DetectionRequest> requests, CancellationToken cancellationToken)
    {
        var answers = new List<TableChanges>();
        foreach (var request in requests)
        {
            var ranges = new List<FetchRange>();
            await foreach (var range in snapshot.PlanAsync(request.Table, options.RangeBytes, cancellationToken).ConfigureAwait(false))
            {
                ranges.Add(new(range));
            }

            answers.Add(new() { Table = request.Table, Verdict = Verdict.Everything, Reason = request.Everything ?? "its source cannot tell what changed", Ranges = ranges });
        }

        return answers;
    }

    private IReadOnlyList<TableStamp> StampsOf(Table table) => _stamps.GetValueOrDefault(table.Name) ?? [];

    // Of another key all digests differ: better to know beforehand.
    private string RulesOf(DetectionRequest request)
    {
        var text = $"{KeyOf(request.Table).Hex}|{request.Rules}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private LeafKey KeyOf(Table table)
    {
        var key = HMACSHA256.HashData(options.Key.Span, Encoding.UTF8.GetBytes($"leaves of {table.Name}"));
        return new(BinaryPrimitives.ReadUInt64BigEndian(key), BinaryPrimitives.ReadUInt64BigEndian(key.AsSpan(8)));
    }
}
