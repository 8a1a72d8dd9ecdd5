namespace Ferry.Sync.History;

/// <summary>A run as the registry keeps it.</summary>
internal sealed record RunRow(long Id, string State, string Stamp, string Started, string? Finished, long Inserted, long Updated, long Adopted)
{
    /// <summary>Whether there is something to take back: it was applied, if only in part, and it changed a row or recognised one for the first time.</summary>
    public bool Undoable => State is RunRegistry.Applied or RunRegistry.Applying && Inserted + Updated + Adopted > 0;
}
