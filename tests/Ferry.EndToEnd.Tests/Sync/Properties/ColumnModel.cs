namespace Ferry.EndToEnd.Tests.Sync.Properties;

/// <summary>One column of a random table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsText">Whether it holds words; else whole numbers.</param>
/// <param name="Nullable">Whether it takes NULL.</param>
/// <param name="Parent">The table whose primary key it holds; null when it refers to nothing.</param>
/// <param name="IsSlot">Whether no two rows have the same value in it, and rows take each other's.</param>
/// <param name="IsStamp">Whether every change of a row at the source raises it above all values before.</param>
internal sealed record ColumnModel(string Name, bool IsText, bool Nullable, string? Parent = null, bool IsSlot = false, bool IsStamp = false);
