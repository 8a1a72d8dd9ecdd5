namespace Ferry.Sync.History;

/// <summary>A run as the registry keeps it.</summary>
internal sealed record RunRow(long Id, string State, string Stamp, string Started, string? Finished, long Inserted, long Updated)
{
    /// <summary>Whether there is something to take back: it was applied, and it changed a row.</summary>
    public bool Undoable => State == RunRegistry.Applied && Inserted + Updated > 0;
}
