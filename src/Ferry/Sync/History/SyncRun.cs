namespace Ferry.Sync;

/// <summary>One sync that was applied to a database.</summary>
/// <param name="Database">The database's key.</param>
/// <param name="Run">Its number in the staging area.</param>
/// <param name="State">What became of it: <c>applied</c>, <c>undone</c>, or <c>applying</c> when it broke off between its parts.</param>
/// <param name="Started">When its plan was made.</param>
/// <param name="Finished">When it was applied, or undone.</param>
/// <param name="Inserted">Rows that it brought in.</param>
/// <param name="Updated">Rows that it changed.</param>
/// <param name="Undoable">Whether it is the latest one and its journal is still there.</param>
public sealed record SyncRun(string Database, long Run, string State, DateTimeOffset Started, DateTimeOffset? Finished, long Inserted, long Updated, bool Undoable)
{
    /// <summary>Rows of both sides that it recognised as the same for the first time.</summary>
    public long Adopted { get; init; }
}
