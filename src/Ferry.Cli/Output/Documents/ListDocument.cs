namespace Ferry.Cli.Output.Documents;

/// <summary>The answer of <c>ferry list</c>, newest first.</summary>
internal sealed record ListDocument(IReadOnlyList<BackupEntryDocument> Backups);
