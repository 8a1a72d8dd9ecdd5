namespace Ferry.Detection;

/// <summary>What is known of the rows of one leaf: how many, the sum of their hashes, and the sum of their hashes times their weights, both modulo 2^64.</summary>
/// <remarks>Sums, because under XOR two equal rows vanish; two, because together they say which row it was when only one changed: the
/// difference of the second is that of the first times the row's weight, as in the simplest of error-locating codes.</remarks>
/// <param name="Leaf">The leaf.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Sum">The sum of the hashes.</param>
/// <param name="Weighted">The sum of the hashes times the weights.</param>
public readonly record struct LeafDigest(long Leaf, long Rows, ulong Sum, ulong Weighted)
{
    /// <summary>Adds a row.</summary>
    /// <param name="weight">Its weight in the leaf, below <see cref="LeafLayout.Weights"/>.</param>
    /// <param name="hash">Its hash.</param>
    public LeafDigest Add(uint weight, ulong hash) => unchecked(new(Leaf, Rows + 1, Sum + hash, Weighted + (hash * weight)));

    /// <summary>Adds the rows of another digest.</summary>
    /// <param name="other">A digest of other rows of the same leaf.</param>
    public LeafDigest Add(LeafDigest other) => unchecked(new(Leaf, Rows + other.Rows, Sum + other.Sum, Weighted + other.Weighted));
}
