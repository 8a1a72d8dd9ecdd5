using System.Globalization;
using System.Text.RegularExpressions;
using Ferry.MySql.Reading.Planning;

namespace Ferry.MySql.Tests.Reading.Planning;

/// <summary>A sorted column of integers that answers as a server would, with estimates as wrong as wanted.</summary>
internal sealed partial class MemoryKeys(Int128[] keys, double estimateFactor) : IKeyProbe
{
    public int Questions { get; private set; }

    public ValueTask<long> EstimateAsync(string? where, CancellationToken cancellationToken)
    {
        Questions++;
        return new((long)(Matching(where).Count() * estimateFactor));
    }

    public ValueTask<long?> SampleRowBytesAsync(CancellationToken cancellationToken) => new(keys.Length == 0 ? null : 1);

    public ValueTask<(Int128 Lowest, Int128 Highest)?> BoundsAsync(CancellationToken cancellationToken) => new(keys.Length == 0 ? null : (keys[0], keys[^1]));

    public ValueTask<Int128?> NextAsync(Int128 limit, CancellationToken cancellationToken)
    {
        Questions++;
        foreach (var key in keys)
        {
            if (key >= limit)
            {
                return new(key);
            }
        }

        return new((Int128?)null);
    }

    public ValueTask<KeyValue?> SkipAsync(KeyValue? after, long rows, CancellationToken cancellationToken)
    {
        var following = after is null ? keys : keys.Where(key => key > Int128.Parse(after.Literal, CultureInfo.InvariantCulture)).ToArray();
        var offset = after is null ? rows : rows - 1;
        return new(offset < following.Length ? Value(following[offset]) : null);
    }

    /// <summary>The keys that a condition of a plan selects.</summary>
    public IEnumerable<Int128> Matching(string? where)
    {
        var conditions = Condition().Matches(where ?? "").Select(match => (Operator: match.Groups[1].Value, Key: Int128.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture))).ToList();
        return keys.Where(key => conditions.TrueForAll(condition => condition.Operator switch
        {
            ">=" or "BETWEEN" => key >= condition.Key,
            "<" => key < condition.Key,
            _ => key <= condition.Key,
        }));
    }

    private static KeyValue Value(Int128 key) => new(key.ToString(CultureInfo.InvariantCulture), key.ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex("(>=|<|BETWEEN|AND) (-?[0-9]+)")]
    private static partial Regex Condition();
}
