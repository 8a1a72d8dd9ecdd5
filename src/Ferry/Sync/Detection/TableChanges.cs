using Ferry.Detection;
using Ferry.Schema;

namespace Ferry.Sync.Detection;

/// <summary>What was found out about one table.</summary>
internal sealed record TableChanges
{
    /// <summary>The table.</summary>
    public required Table Table { get; init; }

    /// <summary>What must be read.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>By what it was found out.</summary>
    public SourceLook Look { get; init; }

    /// <summary>Why, as a clause that follows the table's name and a colon.</summary>
    public required string Reason { get; init; }

    /// <summary>What must be read, each row once.</summary>
    public IReadOnlyList<FetchRange> Ranges { get; init; } = [];

    /// <summary>How many rows the source has, where they were counted.</summary>
    public long? Rows { get; init; }

    /// <summary>The keys whose rows are in <see cref="Ranges"/>, all of them: one of these that comes with no row is gone. Null when all keys are, or when the
    /// table's leaves are not told by one integer column.</summary>
    public IReadOnlyList<KeySelection>? Keys { get; init; }

    /// <summary>Rows staged beside what is read, because earlier runs have left them open.</summary>
    public long Carried { get; init; }

    /// <summary>How the leaves of <see cref="FetchRange.Leaves"/> are told.</summary>
    public LeafLayout? Layout { get; init; }

    /// <summary>Bytes that the source sent for digests.</summary>
    public long DigestBytes { get; init; }

    /// <summary>What a plan should say of it.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}
