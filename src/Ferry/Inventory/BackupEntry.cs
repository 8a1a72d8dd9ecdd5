using Ferry.Archives;
using Ferry.Verification;

namespace Ferry.Inventory;

/// <summary>One backup in a listing.</summary>
/// <param name="Archive">Where it is.</param>
/// <param name="Environment">Environment by its name.</param>
/// <param name="CreatedAt">Time by its name, UTC.</param>
/// <param name="Size">Size in bytes.</param>
/// <param name="Proof">The last successful drill of exactly this archive; null when there is none.</param>
public sealed record BackupEntry(ArchiveReference Archive, string Environment, DateTimeOffset CreatedAt, long Size, Proof? Proof)
{
    /// <summary>The name that commands take.</summary>
    public string Name => Archive.ShortName;
}
