namespace Ferry.Sync.Identity;

/// <summary>How often values of a natural key occur more than once. NULL and the empty text are no values.</summary>
/// <param name="RepeatedInSource">Values that more than one row of the source has.</param>
/// <param name="RepeatedInTarget">Values that more than one row of the target has.</param>
internal sealed record KeyFacts(long RepeatedInSource, long RepeatedInTarget)
{
    /// <summary>Whether the key recognises every row that has it.</summary>
    public bool Unique => RepeatedInSource == 0 && RepeatedInTarget == 0;
}
