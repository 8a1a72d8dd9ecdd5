namespace Ferry.EndToEnd.Tests.Sync.Properties;

/// <summary>What may happen on a side.</summary>
/// <param name="Tag">One hexadecimal digit that uuids made on this side begin with.</param>
/// <param name="Deletes">Whether rows are deleted.</param>
/// <param name="Retires">Whether the natural key of a deleted row is never given to another one.</param>
internal sealed record HistoryRules(char Tag, bool Deletes, bool Retires);
