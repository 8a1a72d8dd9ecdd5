using Ferry.Archives;

namespace Ferry.Backup;

/// <summary>A finished backup: complete, durable and read back.</summary>
/// <param name="Archive">Where it is.</param>
/// <param name="Location">The same for people: a path or URL.</param>
/// <param name="Manifest">What it holds.</param>
/// <param name="StoredBytes">Size of the archive in bytes.</param>
/// <param name="Duration">From the first connection to the visible archive.</param>
/// <param name="Warnings">What the user should know; not empty means done with warnings.</param>
public sealed record BackupResult(
    ArchiveReference Archive, string Location, Manifest Manifest, long StoredBytes, TimeSpan Duration, IReadOnlyList<Finding> Warnings);
