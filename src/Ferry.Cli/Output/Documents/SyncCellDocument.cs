namespace Ferry.Cli.Output.Documents;

/// <summary>One cell of a row of a plan: what the target holds and what the source says, as text; null is NULL.</summary>
internal sealed record SyncCellDocument(string Column, string? Old, string? New);
