namespace Ferry.Cli.Output.Documents;

/// <summary>One sync of a history.</summary>
internal sealed record SyncRunDocument(
    string Database, long Run, string State, DateTimeOffset PlannedAt, DateTimeOffset? FinishedAt, long Inserted, long Updated, long Adopted, bool Undoable);
