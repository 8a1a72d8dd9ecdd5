namespace Ferry.Bench.Data;

/// <summary>Deterministic random numbers: SplitMix64, seeded, so that every run on every machine makes the same database.</summary>
/// <remarks>Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014).</remarks>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 up to, not including, <paramref name="limit"/>.</summary>
    public long Below(long limit) => (long)Math.BigMul(Next(), (ulong)limit, out _);

    public long Between(long first, long last) => first + Below(last - first + 1);

    public bool Chance(int percent) => Below(100) < percent;

    public T Pick<T>(T[] values) => values[Below(values.Length)];

    /// <summary>A pick that prefers the values at the front, as names and words do in life.</summary>
    public T PickSkewed<T>(T[] values) => values[Below(Below(values.Length) + 1)];
}
