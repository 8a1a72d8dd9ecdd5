using Ferry.Databases;

namespace Ferry.Restore;

/// <summary>What a restore will do to one database.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Target">Where it goes.</param>
/// <param name="Mode">How it gets there.</param>
/// <param name="Tables">One entry a table of the archive or the target.</param>
/// <param name="Rows">Rows to load.</param>
/// <param name="Bytes">Bytes of rows to load.</param>
/// <param name="Picked">The only tables that are restored, because they were named or the others are damaged; null for the whole database.</param>
public sealed record DatabaseRestorePlan(
    string Key, DatabaseTarget Target, RestoreMode Mode, IReadOnlyList<TableRestorePlan> Tables, long Rows, long Bytes, IReadOnlyList<string>? Picked);
