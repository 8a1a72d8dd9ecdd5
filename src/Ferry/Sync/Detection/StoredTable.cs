using Ferry.Detection;

namespace Ferry.Sync.Detection;

/// <summary>What is kept of a table between two runs, besides its digests.</summary>
/// <param name="Rules">What was done with its rows, and the key that their hashes were made with, as text.</param>
/// <param name="Layout">How its leaves are told.</param>
/// <param name="Stamps">Its stamps.</param>
/// <param name="EstimatedRows">How many rows the source believed it had.</param>
/// <param name="Changes">How many rows changed in the last run that knew.</param>
internal sealed record StoredTable(string Rules, LeafLayout Layout, IReadOnlyList<TableStamp> Stamps, long EstimatedRows, long Changes)
{
    /// <summary>What its watermark said; null when it has none.</summary>
    public Watermark? Mark { get; init; }

    /// <summary>When all that it held was last known to be recorded, without trusting a watermark.</summary>
    public DateTimeOffset CompleteAt { get; init; }

    /// <summary>Whether a watermark has been trusted since.</summary>
    public bool IsPartial { get; init; }

    /// <summary>Whether the last digests found rows that had changed without a newer value.</summary>
    public bool IsBypassed { get; init; }
}
