namespace Ferry.Sync.Drift;

/// <summary>How the schemas of both sides differ, as far as it matters to a merge.</summary>
/// <param name="Findings">What the schemas alone decide.</param>
/// <param name="Checks">What the source's rows decide.</param>
internal sealed record DriftReport(IReadOnlyList<Finding> Findings, IReadOnlyList<RowCheck> Checks);
