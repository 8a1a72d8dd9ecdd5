namespace Ferry.Sync.Detection;

/// <summary>A leaf that is not what it was.</summary>
/// <param name="Leaf">The leaf.</param>
/// <param name="Rows">How many rows it has now or had, whichever is more.</param>
/// <param name="Weight">The weight of the only row in it that changed; null when it cannot be told.</param>
internal readonly record struct DirtyLeaf(long Leaf, long Rows, uint? Weight)
{
    /// <summary>Whether it has fewer rows than it had.</summary>
    public bool HasFewer { get; init; }
}
