using System.Globalization;
using System.Text.Json;
using Ferry.Detection;
using Ferry.Merging;
using Ferry.Reading;

namespace Ferry.Sync.Detection;

/// <summary>Keeps the digests of the source in the staging area of the target, so that they are committed with the rows that they speak of.</summary>
internal sealed class LeafStore(IMergeConnection connection, IMergeDialect dialect, string area) : IDisposable
{
    // Statements stay far below the smallest limit on packets, and so does what is read back.
    private const int LeavesPerRow = 4096;

    private readonly LeafStoreStatements _statements = new(dialect.Staging, area);
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Makes the tables where they are missing, and drops what a run that never ended left. Outside of a transaction.</summary>
    public async ValueTask PrepareAsync(CancellationToken cancellationToken)
    {
        var there = (await QueryAsync(_statements.ListTables(), cancellationToken).ConfigureAwait(false)).Select(row => row[0]).ToHashSet();
        var missing = (there.Contains(LeafStoreStatements.Tables) ? [] : _statements.CreateTables())
            .Concat(there.Contains(LeafStoreStatements.Ranges) ? [] : _statements.CreateRanges());
        await RunAsync(missing.Concat(_statements.ForgetFresh()), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is kept of all tables, by <see cref="LeafStoreStatements.NameOf"/>.</summary>
    public async ValueTask<IReadOnlyDictionary<string, StoredTable>> LoadAsync(CancellationToken cancellationToken)
    {
        var rows = await QueryAsync(_statements.SelectTables(), cancellationToken).ConfigureAwait(false);
        var tables = new Dictionary<string, StoredTable>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (JsonSerializer.Deserialize(Convert.FromBase64String(row[1]!), StoredTableJson.Default.StoredTable) is { } table)
            {
                tables[row[0]!] = table;
            }
        }

        return tables;
    }

    /// <summary>The digests that were recorded for a range of leaves; null when not all of it was ever digested.</summary>
    public async ValueTask<IReadOnlyList<LeafDigest>?> ReadAsync(string table, LeafRange range, CancellationToken cancellationToken)
    {
        var rows = await QueryAsync(
            _statements.SelectRanges(LeafStoreStatements.NameOf(table), range.First, range.Last), cancellationToken).ConfigureAwait(false);
        var leaves = new List<LeafDigest>();
        Int128 known = range.First;
        foreach (var row in rows)
        {
            var (first, last) = (long.Parse(row[0]!, CultureInfo.InvariantCulture), long.Parse(row[1]!, CultureInfo.InvariantCulture));
            if (first > known)
            {
                return null;
            }

            known = (Int128)last + 1;
            leaves.AddRange(PackedLeaves.Unpack(Convert.FromBase64String(row[2] ?? "")).Where(leaf => leaf.Leaf >= range.First && leaf.Leaf <= range.Last));
        }

        return known > range.Last ? leaves : null;
    }

    /// <summary>Keeps the digests of a range for the end of the run.</summary>
    public ValueTask SaveAsync(string table, LeafRange range, IReadOnlyList<LeafDigest> leaves, CancellationToken cancellationToken)
    {
        var name = LeafStoreStatements.NameOf(table);
        var statements = new List<string>();
        var first = range.First;
        for (var start = 0; start == 0 || start < leaves.Count; start += LeavesPerRow)
        {
            var part = leaves.Skip(start).Take(LeavesPerRow).ToList();
            var last = start + LeavesPerRow < leaves.Count ? part[^1].Leaf : range.Last;
            statements.Add(_statements.InsertRange(name, first, last, PackedLeaves.Pack(part)));
            first = last == long.MaxValue ? last : last + 1;
        }

        return RunAsync(statements, cancellationToken);
    }

    /// <summary>Keeps the digests of some leaves for the end of the run, beside those that are on record for the others.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="leaves">Leaves whose ranges are on record, in order.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask AmendAsync(string table, IReadOnlyList<LeafDigest> leaves, CancellationToken cancellationToken)
    {
        var name = LeafStoreStatements.NameOf(table);
        for (var next = 0; next < leaves.Count;)
        {
            var row = (await QueryAsync(_statements.SelectRanges(name, leaves[next].Leaf, leaves[next].Leaf), cancellationToken).ConfigureAwait(false))[0];
            var (first, last) = (long.Parse(row[0]!, CultureInfo.InvariantCulture), long.Parse(row[1]!, CultureInfo.InvariantCulture));
            var amended = leaves.Skip(next).TakeWhile(leaf => leaf.Leaf <= last).ToDictionary(leaf => leaf.Leaf);
            var others = PackedLeaves.Unpack(Convert.FromBase64String(row[2] ?? "")).Where(leaf => !amended.ContainsKey(leaf.Leaf));
            await SaveAsync(table, new(first, last, ChunkRange.Whole), [.. others.Concat(amended.Values).OrderBy(leaf => leaf.Leaf)], cancellationToken).ConfigureAwait(false);
            next += amended.Count;
        }
    }

    /// <summary>Keeps the state of a table for the end of the run.</summary>
    /// <param name="table">Its name.</param>
    /// <param name="state">The state.</param>
    /// <param name="kept">Whether the recorded digests stay as they are, but for those that were amended.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public ValueTask SaveAsync(string table, StoredTable state, bool kept, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(state, StoredTableJson.Default.StoredTable);
        return RunAsync([_statements.InsertTable(LeafStoreStatements.NameOf(table), kept, json)], cancellationToken);
    }

    /// <summary>Drops what this run kept of a table.</summary>
    public ValueTask ForgetAsync(string table, CancellationToken cancellationToken) =>
        RunAsync(_statements.ForgetFresh(LeafStoreStatements.NameOf(table)), cancellationToken);

    /// <summary>Makes what was saved in this run the record that the next one compares with. Inside the transaction that changes the rows.</summary>
    /// <param name="tables">Only these tables, because the rows of others are not settled; null for all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask PromoteAsync(IReadOnlyCollection<string>? tables, CancellationToken cancellationToken)
    {
        var settled = tables?.Select(LeafStoreStatements.NameOf).ToHashSet();
        foreach (var row in await QueryAsync(_statements.SelectFresh(), cancellationToken).ConfigureAwait(false))
        {
            if (settled is null || settled.Contains(row[0]!))
            {
                await RunAsync(_statements.Promote(row[0]!, kept: row[1] == "1"), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The statements that do the same later, inside the transaction that changes the rows, and that forget what was recorded of tables whose rows are not settled:
    /// a row that changes back must not look as if it had never changed.</summary>
    /// <param name="settled">The source's names of tables whose rows are settled.</param>
    /// <param name="unsettled">Those of the others.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The statements with the tables that they are about.</returns>
    public async ValueTask<IReadOnlyList<(string Table, string Sql)>> SettlingAsync(
        IEnumerable<string> settled, IEnumerable<string> unsettled, CancellationToken cancellationToken)
    {
        var fresh = (await QueryAsync(_statements.SelectFresh(), cancellationToken).ConfigureAwait(false)).ToDictionary(row => row[0]!, row => row[1] == "1");
        var (known, unknown) = (settled.Where(table => fresh.ContainsKey(LeafStoreStatements.NameOf(table))).ToList(), settled.Where(table => !fresh.ContainsKey(LeafStoreStatements.NameOf(table))));
        return
        [
            .. known.SelectMany(table => _statements.Promote(LeafStoreStatements.NameOf(table), fresh[LeafStoreStatements.NameOf(table)]).Select(sql => (table, sql))),
            .. unknown.Concat(unsettled).SelectMany(Forgetting),
        ];
    }

    /// <summary>The statements that forget a table, so that the next run reads it whole.</summary>
    public IEnumerable<(string Table, string Sql)> Forgetting(string table) => _statements.Forget(LeafStoreStatements.NameOf(table)).Select(sql => (table, sql));

    public void Dispose() => _turn.Dispose();

    private async ValueTask RunAsync(IEnumerable<string> statements, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var statement in statements)
            {
                await connection.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask<IReadOnlyList<IReadOnlyList<string?>>> QueryAsync(string sql, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await connection.QueryAsync(sql, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }
}
