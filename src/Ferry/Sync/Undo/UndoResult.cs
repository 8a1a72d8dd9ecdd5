namespace Ferry.Sync;

/// <summary>What undoing a sync came to.</summary>
/// <param name="Database">The database's key.</param>
/// <param name="Run">The run that was undone; null when there was none.</param>
/// <param name="Removed">Rows that the run had brought in, and that are gone again.</param>
/// <param name="Restored">Rows whose cells are what they were before it.</param>
/// <param name="Kept">Rows that were left as they are, because they have been changed since or something refers to them.</param>
public sealed record UndoResult(string Database, long? Run, long Removed, long Restored, long Kept)
{
    /// <summary>Pairs of rows that the run had recognised as the same, and that are forgotten.</summary>
    public long Forgotten { get; init; }

    internal static UndoResult Nothing(string database) => new(database, null, 0, 0, 0);
}
