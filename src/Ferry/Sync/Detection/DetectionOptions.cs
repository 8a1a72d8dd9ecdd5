using Ferry.Detection;

namespace Ferry.Sync.Detection;

/// <summary>How changes are looked for.</summary>
internal sealed record DetectionOptions
{
    /// <summary>The project's key; what is kept of rows is made with it.</summary>
    public required ReadOnlyMemory<byte> Key { get; init; }

    /// <summary>Trust no stamp and no watermark: digest every table that has digests to compare with.</summary>
    public bool Verify { get; init; }

    /// <summary>The wanted size of a range's rows in bytes, for digests and for rows.</summary>
    public long RangeBytes { get; init; } = 32 << 20;

    /// <summary>How many rows a leaf has while nothing is known of how a table changes.</summary>
    public int RowsPerLeaf { get; init; } = LeafSize.Usual;

    /// <summary>From which share of a range's rows on the range is read whole.</summary>
    public double WholeFrom { get; init; } = 1.0 / 3;

    /// <summary>How far below the highest value of a watermark rows still count as recent.</summary>
    public WatermarkMargin Margin { get; init; } = new(TimeSpan.FromHours(2), 10_000);

    /// <summary>After how long all rows of a table with a watermark are compared again.</summary>
    public TimeSpan DigestAfter { get; init; } = TimeSpan.FromDays(1);

    /// <summary>When this is.</summary>
    public DateTimeOffset Now { get; init; } = TimeProvider.System.GetUtcNow();
}
