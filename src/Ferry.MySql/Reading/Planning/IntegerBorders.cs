using System.Globalization;
using System.Runtime.CompilerServices;

namespace Ferry.MySql.Reading.Planning;

/// <summary>Finds the borders of ranges of integer keys by arithmetic, corrected by the server's estimates; gaps are jumped over, never walked.</summary>
/// <param name="probe">The table.</param>
/// <param name="key">The quoted key column.</param>
/// <param name="rows">The guessed number of rows.</param>
/// <param name="perRange">How many rows a range should have.</param>
internal sealed class IntegerBorders(IKeyProbe probe, string key, long rows, long perRange)
{
    // Past this many ranges the estimates are not believed any more and ranges only grow, so that their number stays bounded.
    private readonly long _believed = (4 * (rows / perRange)) + 64;

    public async IAsyncEnumerable<KeyValue> WalkAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await probe.BoundsAsync(cancellationToken).ConfigureAwait(false) is not var (lowest, highest))
        {
            yield break;
        }

        var even = Int128.Max(1, (highest - lowest + 1) / Math.Max(1, rows / perRange));
        var width = even;
        var from = lowest;
        for (var count = 0L; ; count++)
        {
            width = count < _believed ? await FitAsync(from, width, even, highest, cancellationToken).ConfigureAwait(false) : width * 2;
            if (from + width > highest || await probe.NextAsync(from + width, cancellationToken).ConfigureAwait(false) is not { } next)
            {
                yield break;
            }

            var text = next.ToString(CultureInfo.InvariantCulture);
            yield return new(text, text);
            from = next;
        }
    }

    // Never wider than an even spread asks for: the servers sometimes guess far too few rows, and wide ranges cost nothing in gaps.
    private async ValueTask<Int128> FitAsync(Int128 from, Int128 width, Int128 even, Int128 highest, CancellationToken cancellationToken)
    {
        var estimate = await EstimateAsync(from, width, highest, cancellationToken).ConfigureAwait(false);
        while (estimate > 2 * perRange && width > 1)
        {
            width = (width + 1) / 2;
            estimate = await EstimateAsync(from, width, highest, cancellationToken).ConfigureAwait(false);
        }

        while (estimate < perRange / 2 && width < even)
        {
            var wider = Int128.Min(even, width * 2);
            estimate = await EstimateAsync(from, wider, highest, cancellationToken).ConfigureAwait(false);
            width = estimate > 2 * perRange ? width : wider;
        }

        return width;
    }

    private ValueTask<long> EstimateAsync(Int128 from, Int128 width, Int128 highest, CancellationToken cancellationToken)
    {
        var last = Int128.Min(highest, from + width - 1);
        return probe.EstimateAsync(
            $"{key} BETWEEN {from.ToString(CultureInfo.InvariantCulture)} AND {last.ToString(CultureInfo.InvariantCulture)}", cancellationToken);
    }
}
