using Ferry.Detection;
using Ferry.Schema;

namespace Ferry.Sync.Detection;

/// <summary>One table while it is looked at.</summary>
/// <param name="Request">What is asked about it.</param>
/// <param name="Known">What is on record; null for nothing.</param>
/// <param name="Everything">Why all rows must be read; null when they need not.</param>
internal sealed record TableLook(DetectionRequest Request, StoredTable? Known, string? Everything)
{
    public Table Table => Request.Table;

    /// <summary>What its stamps prove; null for nothing.</summary>
    public string? Proof { get; init; }

    /// <summary>What its watermark says now; null when it has none, or it was not asked.</summary>
    public Watermark? Mark { get; init; }

    /// <summary>Whether the watermark was asked and its values have no order that tells what is recent.</summary>
    public bool IsUnordered { get; init; }

    /// <summary>Whether all rows are to be compared, because what is on record rests on a watermark that is not the one asked for, or for too long.</summary>
    /// <param name="options">How to look.</param>
    public bool IsDue(DetectionOptions options) => Known is not { } known || known.Mark?.Column != Request.Watermark
        || options.Now < known.CompleteAt || options.Now - known.CompleteAt >= options.DigestAfter;

    /// <summary>Whether only recent rows need be looked at.</summary>
    /// <param name="options">How to look.</param>
    public bool MayTrustMark(DetectionOptions options) => !options.Verify && Mark is { IsBehind: false } && Known is { Mark.From: not null, IsBypassed: false, Layout.Kind: not LeafKind.Whole } && !IsDue(options);
}
