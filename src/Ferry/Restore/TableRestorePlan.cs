namespace Ferry.Restore;

/// <summary>What a restore will do to one table.</summary>
/// <param name="Name">The table.</param>
/// <param name="Action">What happens to it.</param>
/// <param name="Rows">Rows that the archive holds.</param>
/// <param name="ExistingRows">Rows in the target now, as estimated; 0 when it has no such table.</param>
public sealed record TableRestorePlan(string Name, TableRestoreAction Action, long Rows, long ExistingRows);
