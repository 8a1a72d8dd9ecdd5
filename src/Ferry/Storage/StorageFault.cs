namespace Ferry.Storage;

/// <summary>Turns a file system's refusal into what, why and what to try.</summary>
internal static class StorageFault
{
    public static FerryException From(string path, string action, Exception exception)
    {
        var (code, remedy) = exception switch
        {
            UnauthorizedAccessException => ("destination.denied", "Give this user write permission there, or choose another destination with --to."),
            PathTooLongException => ("destination.name-too-long", "Use a shorter application or environment name."),
            DirectoryNotFoundException => ("destination.missing", "Create the directory, or mount the disk that holds it."),
            _ when IsFull(exception) => ("destination.full", "Free space there, or choose another destination with --to."),
            _ => ("destination.failed", "Check the disk, then run the command again."),
        };
        return new FerryException(FailureKind.Destination, code, $"{path} cannot {action}.", Reason(path, exception), remedy, exception);
    }

    // ENOSPC, EDQUOT and their Windows equals.
    private static bool IsFull(Exception exception) => exception.HResult is 28 or 122 or unchecked((int)0x80070070) or unchecked((int)0x80070027);

    private static string Reason(string path, Exception exception) =>
        IsFull(exception) && FreeBytes(path) is { } free ? $"{exception.Message} Free there: {free} bytes." : exception.Message;

    private static long? FreeBytes(string path)
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(path) ?? path).AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
