namespace Ferry.Sync.Masking.Keyed;

/// <summary>Takes numbers out of one keyed hash, and as many more as are wanted (SplitMix64 on both halves: the seed is the secret).</summary>
internal struct Draw(UInt128 seed)
{
    private ulong _low = (ulong)seed;
    private ulong _high = (ulong)(seed >> 64);

    /// <summary>A number from 0 to below <paramref name="bound"/>. Its bias is below 2^-32 for bounds of 32 bits.</summary>
    public int Next(int bound) => (int)Math.BigMul(Bits(), (ulong)bound, out _);

    /// <summary>A number from 0 to below 1, with 53 bits.</summary>
    public double NextFraction() => (Bits() >> 11) * (1.0 / (1UL << 53));

    private ulong Bits()
    {
        _low += 0x9e3779b97f4a7c15;
        _high += 0xd1b54a32d192ed03;
        return Mix(_low) ^ Mix(_high);
    }

    private static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
        bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
        return bits ^ (bits >> 31);
    }
}
