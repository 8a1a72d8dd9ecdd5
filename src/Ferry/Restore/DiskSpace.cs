namespace Ferry.Restore;

/// <summary>Whether a file of some size fits beside a target.</summary>
internal static class DiskSpace
{
    public static void Check(string path, long bytes, List<Finding> findings)
    {
        var directory = Path.GetDirectoryName(path)!;
        while (!Directory.Exists(directory))
        {
            directory = Path.GetDirectoryName(directory) ?? Path.GetPathRoot(path)!;
        }

        var free = new DriveInfo(directory).AvailableFreeSpace;
        if (free < bytes)
        {
            findings.Add(new Finding(
                FindingSeverity.Failure, "restore.no-space", $"{directory} has {free} bytes free, the database needs {bytes} beside the old one.",
                "Free space there, or restore elsewhere."));
        }
    }
}
