using Ferry.Storage;

namespace Ferry.Doctor;

/// <summary>Proves a storage before it is trusted: writes, reads back and deletes a small file, and looks at free space and file modes.</summary>
public static class StorageDoctor
{
    private const long LowSpace = 1L << 30;
    private const string Probe = "doctor-probe";

    /// <summary>Checks one storage.</summary>
    /// <param name="storage">The storage.</param>
    /// <param name="cancellationToken">Ends the checks.</param>
    /// <returns>One finding a check.</returns>
    public static async Task<IReadOnlyList<Finding>> CheckAsync(IStorage storage, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        try
        {
            await ProbeAsync(storage, cancellationToken).ConfigureAwait(false);
            findings.Add(new Finding(FindingSeverity.Pass, "storage.writable", $"{storage.Location} takes, returns and deletes a file."));
        }
        catch (FerryException exception)
        {
            findings.Add(Finding.From(exception));
        }

        if (storage is FileStorage files && Directory.Exists(files.Location))
        {
            findings.AddRange(CheckDirectory(files.Location));
        }

        return findings;
    }

    private static async Task ProbeAsync(IStorage storage, CancellationToken cancellationToken)
    {
        byte[] content = [1, 2, 3, 4];
        var writer = await storage.CreateAsync(Probe, overwrite: true, cancellationToken).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            await writer.Stream.WriteAsync(content, cancellationToken).ConfigureAwait(false);
            await writer.CommitAsync(cancellationToken).ConfigureAwait(false);
        }

        var read = new byte[content.Length];
        var stream = await storage.OpenReadAsync(Probe, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            await stream.ReadExactlyAsync(read, cancellationToken).ConfigureAwait(false);
        }

        await storage.DeleteAsync(Probe, cancellationToken).ConfigureAwait(false);
        if (!read.AsSpan().SequenceEqual(content))
        {
            throw new FerryException(
                FailureKind.Destination, "storage.altered", $"{storage.Location} returned other bytes than it was given.", null, "Check the disk or the share.");
        }
    }

    private static IEnumerable<Finding> CheckDirectory(string directory)
    {
        var free = new DriveInfo(directory).AvailableFreeSpace;
        yield return free < LowSpace
            ? new Finding(FindingSeverity.Warning, "storage.low-space", $"{directory} has {free >> 20} MiB free.", "Free space before the next backup.")
            : new Finding(FindingSeverity.Pass, "storage.space", $"{directory} has {free >> 30} GiB free.");
        if (!OperatingSystem.IsWindows() && OpenToOthers(directory) is { } open)
        {
            yield return new Finding(
                FindingSeverity.Warning, "storage.readable-by-others", $"{open} can be read by other users of this machine.", $"chmod go= '{open}'");
        }
    }

    private static string? OpenToOthers(string directory)
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        foreach (var file in Directory.EnumerateFiles(directory, "*.zip", SearchOption.AllDirectories))
        {
            if ((File.GetUnixFileMode(file) & Others) != 0)
            {
                return file;
            }
        }

        return null;
    }
}
