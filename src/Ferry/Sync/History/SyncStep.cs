namespace Ferry.Sync.History;

/// <summary>One statement of a planned run, kept in the staging area, so that applying and undoing need neither the source nor the configuration.</summary>
/// <param name="Phase">When it runs.</param>
/// <param name="Table">The table it is about.</param>
/// <param name="Sql">The statement.</param>
/// <param name="Expected">How many rows it must change, or, for a query, the number it must give; null when any will do.</param>
internal sealed record SyncStep(StepPhase Phase, string Table, string Sql, long? Expected)
{
    /// <summary>Which part of the run it belongs to, when the run is applied in parts; parents come in earlier parts than their children.</summary>
    public int Part { get; init; }

    /// <summary>The parts that must have been committed before this one begins.</summary>
    public IReadOnlyList<int> Needs { get; init; } = [];
}
