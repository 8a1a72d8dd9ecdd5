namespace Ferry.Archives;

/// <summary>What can be wrong with an archive, in one place.</summary>
internal static class ArchiveFault
{
    public static FerryException Damaged(string what, string reason, Exception? inner = null) => new(
        FailureKind.Integrity, "archive.damaged", $"The archive is damaged: {what}.", reason,
        "Use another backup ('ferry list'); where there is none, 'ferry restore --salvage' brings back what tables are whole, of a database on a server.", inner);

    public static FerryException NotAnArchive(string name, string reason, Exception? inner = null) => new(
        FailureKind.Unsupported, "archive.not-an-archive", $"{name} is not a Ferry archive.", reason,
        "Give the path of a .zip that 'ferry backup' made.", inner);

    public static FerryException Format(string name, int format) => new(
        FailureKind.Unsupported, "archive.format", $"{name} has archive format {format}, this Ferry reads up to {Manifest.CurrentFormat}.",
        "It was written by a newer Ferry.", "Update Ferry: dotnet tool update Ferry.Cli.");
}
