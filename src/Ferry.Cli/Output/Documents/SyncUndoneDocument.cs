namespace Ferry.Cli.Output.Documents;

/// <summary>What undoing came to in one database: rows removed, put back, and left because they were edited since; pairs of rows that are not known to be the same any more.</summary>
internal sealed record SyncUndoneDocument(string Key, long? Run, long Removed, long Restored, long Kept, long Forgotten);
