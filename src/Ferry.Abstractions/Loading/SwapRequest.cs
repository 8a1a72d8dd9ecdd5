namespace Ferry.Loading;

/// <summary>What moves from a scratch database into its target.</summary>
/// <param name="Scratch">The scratch database: tables, keys and rows complete, no code.</param>
/// <param name="Target">The database to replace.</param>
/// <param name="Script">The whole restore script written for the target's name; its routines, views, triggers and events are created after the move.</param>
/// <param name="Tables">Only these tables; null when the target becomes exactly what the backup holds.</param>
public sealed record SwapRequest(string Scratch, string Target, RestoreScript Script, IReadOnlyCollection<string>? Tables);
