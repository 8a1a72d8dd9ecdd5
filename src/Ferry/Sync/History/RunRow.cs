namespace Ferry.Sync.History;

/// <summary>A run as the registry keeps it.</summary>
internal sealed record RunRow(long Id, string State, string Stamp, string Started, string? Finished, long Inserted, long Updated);
