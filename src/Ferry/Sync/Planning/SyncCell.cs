namespace Ferry.Sync;

/// <summary>One cell of a sample.</summary>
/// <param name="Column">The column.</param>
/// <param name="Old">What the target holds; null for NULL and for rows that come in.</param>
/// <param name="New">What the source says, references and masks applied; null for NULL.</param>
public sealed record SyncCell(string Column, string? Old, string? New);
