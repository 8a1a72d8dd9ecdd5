using Ferry.Inventory;

namespace Ferry.Cli.Output.Documents;

/// <summary>One backup in a listing.</summary>
internal sealed record BackupEntryDocument(
    string Name, string Environment, DateTimeOffset CreatedAt, long Size, string Destination, string File, ProofDocument? Proof)
{
    public static BackupEntryDocument From(BackupEntry entry) => new(
        entry.Name, entry.Environment, entry.CreatedAt, entry.Size, entry.Archive.Storage.Location, entry.Archive.Name, ProofDocument.From(entry.Proof));
}
