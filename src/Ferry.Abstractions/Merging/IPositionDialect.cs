using Ferry.Reading;

namespace Ferry.Merging;

/// <summary>How the moments of two snapshots are told apart: by what the server counts.</summary>
public interface IPositionDialect
{
    /// <summary>Says what a server had committed at an earlier look and does not have now.</summary>
    /// <param name="earlier">The earlier look.</param>
    /// <param name="now">The later one, at the same server or another.</param>
    /// <returns>What is missing, as a clause for people; null when nothing is, or when the two do not compare.</returns>
    string? Lacks(SourceMoment earlier, SourceMoment now);
}
