using Ferry.Reading;
using Ferry.Sync.Detection;
using Ferry.Sync.References;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Sources;

/// <summary>Brings the parents along that staged rows need and that a filter has left out, then the parents that those need, until nothing is missing. References that form rings end by themselves:
/// no key is asked for twice.</summary>
/// <param name="target">Where rows are staged.</param>
/// <param name="source">Where they come from.</param>
/// <param name="fill">Stages them.</param>
/// <param name="tables">All tables of the run.</param>
internal sealed class RequiredParents(SyncTarget target, SourceRows source, StagingFill fill, IReadOnlyList<TableSql> tables)
{
    // A condition stays far below the smallest limit on packets, and one round's conditions are no load on memory.
    private const int KeysPerRange = 1000;
    private const int RangesPerRound = 16;

    /// <summary>Stages what is needed.</summary>
    /// <param name="filtered">The tables of which only some rows are wanted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(IReadOnlyList<TableSql> filtered, CancellationToken cancellationToken)
    {
        var asked = Lists(filtered).ToList();
        var counts = new long[asked.Count];
        foreach (var keys in asked)
        {
            await target.Staging.ReplaceAsync(keys.Table, cancellationToken).ConfigureAwait(false);
        }

        long found;
        do
        {
            found = 0;
            for (var i = 0; i < asked.Count; i++)
            {
                var more = await target.Connection.ExecuteAsync(asked[i].Fill(counts[i]), cancellationToken).ConfigureAwait(false);
                await FetchAsync(asked[i], counts[i], counts[i] + more, cancellationToken).ConfigureAwait(false);
                counts[i] += more;
                found += more;
            }
        }
        while (found > 0);

        foreach (var keys in asked)
        {
            await target.Staging.DropAsync(keys.Table.Name, cancellationToken).ConfigureAwait(false);
        }
    }

    private IEnumerable<AskedKeys> Lists(IReadOnlyList<TableSql> filtered)
    {
        foreach (var child in tables)
        {
            for (var i = 0; i < child.Table.References.Count; i++)
            {
                var reference = child.Table.References[i];
                var parent = filtered.FirstOrDefault(sql => string.Equals(sql.Table.Name, reference.Parent, StringComparison.OrdinalIgnoreCase));
                if (reference.Pulls && parent is not null && reference.ParentColumns.All(column => parent.Table.Find(column) is not null) && reference.IsReadable(parent.Table, child.Dialect.Json))
                {
                    yield return new AskedKeys(child, reference, parent, i + 1);
                }
            }
        }
    }

    private async Task FetchAsync(AskedKeys keys, long after, long last, CancellationToken cancellationToken)
    {
        while (after < last)
        {
            var to = Math.Min(last, after + (KeysPerRange * RangesPerRound));
            var rows = await target.Connection.QueryAsync(keys.Read(after, to), cancellationToken).ConfigureAwait(false);
            var changes = new TableChanges
            {
                Table = keys.Parent.Table.Source,
                Verdict = Verdict.Ranges,
                Reason = "others need them",
                Ranges = [.. rows.Chunk(KeysPerRange).Select(part => new FetchRange(new ChunkRange($"({keys.Condition(part)})", null, null)))],
            };
            await fill.RunAsync(source, [keys.Parent], [changes], new Dictionary<string, string>(), cancellationToken).ConfigureAwait(false);
            after = to;
        }
    }
}
