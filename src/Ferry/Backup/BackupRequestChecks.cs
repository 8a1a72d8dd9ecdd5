namespace Ferry.Backup;

/// <summary>Says everything that is wrong with a request at once, before anything is touched.</summary>
internal static class BackupRequestChecks
{
    public static void Demand(BackupRequest request)
    {
        var faults = Faults(request).ToList();
        if (faults.Count > 0)
        {
            throw new FerryException(
                FailureKind.Usage, "backup.request", "The backup cannot start.", string.Join(" ", faults), "Correct the options or the configuration.");
        }
    }

    private static IEnumerable<string> Faults(BackupRequest request)
    {
        if (request.Databases.Count == 0)
        {
            yield return $"Environment '{request.Environment}' has no database.";
        }

        if (string.IsNullOrWhiteSpace(request.Application) || string.IsNullOrWhiteSpace(request.Environment))
        {
            yield return "Application and environment need a name.";
        }

        if (request.Workers is < 1 or > 64)
        {
            yield return $"Workers is {request.Workers}; it must be from 1 to 64.";
        }

        if (request.ChunkBytes < 1 << 20)
        {
            yield return $"ChunkBytes is {request.ChunkBytes}; it must be at least 1 MiB.";
        }

        if (request.CompressionLevel is < 1 or > 19)
        {
            yield return $"CompressionLevel is {request.CompressionLevel}; it must be from 1 to 19.";
        }

        if (request.LockTimeout <= TimeSpan.Zero || request.StallTimeout <= TimeSpan.Zero)
        {
            yield return "LockTimeout and StallTimeout must be positive.";
        }
    }
}
