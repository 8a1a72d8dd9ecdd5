using System.Runtime.CompilerServices;
using Ferry.MySql.Dialects;
using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.MySql.Reading.Planning;

/// <summary>Cuts a table into half-open ranges of its leading key column. The first has no lower and the last no upper bound, and each
/// begins where the one before ends, so together they hold every row once, whatever moves in the table meanwhile.</summary>
internal sealed class ChunkPlanner(IKeyProbe probe, Table table, long targetBytes)
{
    private const int GuessedRanges = 64;

    // A table up to this many times the wanted size is not worth cutting.
    private const double WholeUpTo = 1.5;

    public async IAsyncEnumerable<ChunkRange> PlanAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var kind = table.ChunkKey.Count == 0 ? KeyKind.None : KeyKinds.Of(table.Columns.First(column => column.Name == table.ChunkKey[0]));
        var rows = kind == KeyKind.None ? 0 : Math.Max(table.EstimatedRows, await probe.EstimateAsync(null, cancellationToken).ConfigureAwait(false));
        var perRange = rows == 0 ? 1 : Math.Max(1, targetBytes / await RowBytesAsync(cancellationToken).ConfigureAwait(false));
        rows = await AtLeastAsync(rows, kind, perRange, cancellationToken).ConfigureAwait(false);
        if (rows <= perRange * WholeUpTo)
        {
            yield return ChunkRange.Whole;
            yield break;
        }

        KeyValue? from = null;
        var borders = kind == KeyKind.Integer
            ? new IntegerBorders(probe, Quote.Identifier(table.ChunkKey[0]), rows, perRange).WalkAsync(cancellationToken)
            : WalkAsync(perRange, cancellationToken);
        await foreach (var border in borders.ConfigureAwait(false))
        {
            yield return Range(from, border);
            from = border;
        }

        yield return Range(from, null);
    }

    private async IAsyncEnumerable<KeyValue> WalkAsync(long perRange, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        KeyValue? border = null;
        while ((border = await probe.SkipAsync(border, perRange, cancellationToken).ConfigureAwait(false)) is not null)
        {
            yield return border;
        }
    }

    // Of a table that was just filled the servers sometimes know next to nothing; keys that are far apart are reason to look.
    private async ValueTask<long> AtLeastAsync(long rows, KeyKind kind, long perRange, CancellationToken cancellationToken)
    {
        var limit = (long)Math.Min(long.MaxValue / 2, perRange * WholeUpTo);
        return rows > 0 && rows <= limit && kind == KeyKind.Integer
            && await probe.BoundsAsync(cancellationToken).ConfigureAwait(false) is var (lowest, highest)
            && highest - lowest >= limit
            && await probe.SkipAsync(null, limit, cancellationToken).ConfigureAwait(false) is not null
            ? (long)Int128.Min(highest - lowest + 1, (Int128)perRange * GuessedRanges)
            : rows;
    }

    // The statistics lag behind: of a table that was just filled they may know all rows but only the first page.
    private async ValueTask<long> RowBytesAsync(CancellationToken cancellationToken) => Math.Max(
        table.EstimatedRows > 0 ? table.EstimatedBytes / table.EstimatedRows : 1,
        await probe.SampleRowBytesAsync(cancellationToken).ConfigureAwait(false) ?? 1);

    private ChunkRange Range(KeyValue? from, KeyValue? to)
    {
        var key = Quote.Identifier(table.ChunkKey[0]);
        string[] conditions = [.. from is null ? Array.Empty<string>() : [$"{key} >= {from.Literal}"], .. to is null ? Array.Empty<string>() : [$"{key} < {to.Literal}"]];
        return conditions.Length == 0
            ? ChunkRange.Whole
            : new(string.Join(" AND ", conditions), from?.Display, to?.Display);
    }
}
