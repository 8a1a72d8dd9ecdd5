using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Ferry.Detection;
using Ferry.Pipeline;
using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.Sync.Detection;

/// <summary>Finds out, inside a snapshot of the source, what must be read of its tables to see every row that changed since the digests that are on record.</summary>
/// <remarks>From the cheapest proof to the dearest: a stamp that did not move; leaves with recent rows, where a watermark tells them; leaves whose digests are equal; all rows.</remarks>
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
        var looks = await WithMarksAsync(probe, [.. requests.Select(request => Look(request, stored, probe))], cancellationToken).ConfigureAwait(false);
        var context = new ScanContext(probe, store, options);
        var answers = await RecentAsync(context, looks, cancellationToken).ConfigureAwait(false);
        var scans = looks.Where(look => look.Everything is null && look.Proof is null && !answers.ContainsKey(look))
            .ToDictionary(look => look, look => new TableScan(context, look.Table, look.Known!, KeyOf(look.Table)));
        await ScanPool.RunAsync(probe.Readers, [.. scans.Values.OrderByDescending(scan => scan.Table.EstimatedBytes)], cancellationToken).ConfigureAwait(false);
        foreach (var look in looks.Where(look => !answers.ContainsKey(look)))
        {
            var answer = look.Everything is not null ? await EverythingAsync(probe, look, cancellationToken).ConfigureAwait(false)
                : look.Proof is not null ? await UnchangedAsync(look, cancellationToken).ConfigureAwait(false)
                : await ResultAsync(context, look, scans[look], cancellationToken).ConfigureAwait(false);
            answers[look] = look.IsUnordered ? answer with { Findings = [WatermarkFindings.Unordered(look.Table.Name, look.Request.Watermark!), .. answer.Findings] } : answer;
        }

        return [.. looks.Select(look => answers[look])];
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

    private TableLook Look(DetectionRequest request, IReadOnlyDictionary<string, StoredTable> stored, IChangeProbe probe)
    {
        var known = stored.GetValueOrDefault(LeafStoreStatements.NameOf(request.Table.Name));
        var look = new TableLook(request, known, ReasonForAll(request, known, probe));
        return look.Everything is null ? look with { Proof = Proof(look) } : look;
    }

    // That nothing has changed since a watermark was trusted does not prove that it could be.
    private string? Proof(TableLook look) => options.Verify || (look.Known!.IsPartial && look.IsDue(options))
        ? null
        : _stamps.GetValueOrDefault(look.Table.Name)?.FirstOrDefault(stamp => look.Known.Stamps.Any(stamp.Proves))?.Meaning;

    private async ValueTask<IReadOnlyList<TableLook>> WithMarksAsync(IChangeProbe probe, TableLook[] looks, CancellationToken cancellationToken)
    {
        var asked = new ConcurrentQueue<int>(Enumerable.Range(0, looks.Length).Where(place => looks[place].Request.Watermark is not null && looks[place].Proof is null));
        await Stages.RunAsync(cancellationToken, probe.Readers.Select<ILeafReader, Func<CancellationToken, Task>>(reader => async token =>
        {
            while (asked.TryDequeue(out var place))
            {
                var (look, column) = (looks[place], looks[place].Request.Watermark!);
                var earlier = look.Known?.Mark is { } known && known.Column == column ? known : null;
                var mark = await reader.ReadWatermarkAsync(look.Table, column, earlier, options.Margin, token).ConfigureAwait(false);
                looks[place] = look with { Mark = mark, IsUnordered = mark is null };
            }
        })).ConfigureAwait(false);
        return looks;
    }

    // Tables whose counts do not add up get no answer.
    private async ValueTask<Dictionary<TableLook, TableChanges>> RecentAsync(ScanContext context, IReadOnlyList<TableLook> looks, CancellationToken cancellationToken)
    {
        var scans = looks.Where(look => look.Everything is null && look.Proof is null && look.MayTrustMark(options))
            .Select(look => (Look: look, Scan: new RecentScan(context, look.Table, look.Known!, look.Mark!, KeyOf(look.Table)))).ToList();
        await ScanPool.RunAsync(context.Probe.Readers, [.. scans.OrderByDescending(scan => scan.Look.Table.EstimatedBytes).Select(scan => scan.Scan)], cancellationToken).ConfigureAwait(false);
        var answers = new Dictionary<TableLook, TableChanges>();
        foreach (var (look, scan) in scans.Where(scan => scan.Scan.AddsUp))
        {
            await scan.SaveAsync(look.Known! with { Stamps = StampsOf(look.Table), Mark = look.Mark, IsPartial = true }, cancellationToken).ConfigureAwait(false);
            answers[look] = scan.Result();
        }

        return answers;
    }

    private async ValueTask<TableChanges> UnchangedAsync(TableLook look, CancellationToken cancellationToken)
    {
        var known = look.Known!;
        var state = known with { Stamps = StampsOf(look.Table), CompleteAt = known.IsPartial ? known.CompleteAt : options.Now };
        await store.SaveAsync(look.Table.Name, state, kept: true, cancellationToken).ConfigureAwait(false);
        return new() { Table = look.Table, Look = SourceLook.Stamp, Verdict = Verdict.Unchanged, Reason = look.Proof! };
    }

    private async ValueTask<TableChanges> EverythingAsync(IChangeProbe probe, TableLook look, CancellationToken cancellationToken)
    {
        var table = look.Table;
        var layout = await probe.LayOutAsync(table, options.RowsPerLeaf, cancellationToken).ConfigureAwait(false);
        var ranges = new List<FetchRange>();
        await foreach (var range in probe.RangesAsync(table, layout, options.RangeBytes, cancellationToken).ConfigureAwait(false))
        {
            ranges.Add(new(range.Rows, range));
        }

        var state = new StoredTable(RulesOf(look.Request), layout, StampsOf(table), table.EstimatedRows, 0) { Mark = look.Mark, CompleteAt = options.Now };
        await store.SaveAsync(table.Name, state, kept: false, cancellationToken).ConfigureAwait(false);
        return new() { Table = table, Verdict = Verdict.Everything, Reason = look.Everything!, Ranges = ranges, Layout = layout };
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

    private async ValueTask<TableChanges> ResultAsync(ScanContext context, TableLook look, TableScan scan, CancellationToken cancellationToken)
    {
        // Before the leaves are cut anew: their numbers are the old ones.
        var bypassed = await IsBypassedAsync(context, look, scan, cancellationToken).ConfigureAwait(false);
        var layout = scan.Layout;
        if (scan.BetterSize() is { } size)
        {
            layout = await DigestAnewAsync(context.Probe, scan, size, cancellationToken).ConfigureAwait(false);
        }

        var state = scan.Stored with
        {
            Layout = layout, Stamps = StampsOf(look.Table), Changes = scan.Changes, Mark = look.Mark, CompleteAt = options.Now, IsPartial = false, IsBypassed = bypassed,
        };
        await store.SaveAsync(look.Table.Name, state, kept: false, cancellationToken).ConfigureAwait(false);
        return scan.Result() with { Findings = bypassed ? [WatermarkFindings.Bypassed(look.Table.Name, look.Mark!.Column)] : [] };
    }

    // Digests see what the watermark would not have shown.
    private static async ValueTask<bool> IsBypassedAsync(ScanContext context, TableLook look, TableScan scan, CancellationToken cancellationToken)
    {
        if (scan.Written.Count == 0 || look.Mark is not { IsBehind: false } || look.Known!.Mark is not { From: not null } since || since.Column != look.Mark.Column)
        {
            return false;
        }

        var recent = await new RecentLeaves(context, look.Table, scan.Layout, since).AllAsync(context.Probe.Readers[0], cancellationToken).ConfigureAwait(false);
        return recent is not null && !scan.Written.All(recent.Contains);
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
