using System.Globalization;
using Ferry.Databases;
using Ferry.Sqlite.Connections;

namespace Ferry.Sqlite.Checks;

internal sealed class DatabaseChecks(DatabaseFile file, TimeSpan busyTimeout) : IDatabaseChecks
{
    /// <summary>A restore keeps the old file, the safety backup and the new file side by side for a while.</summary>
    private const int SpaceFactor = 3;

    public async ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) =>
        await Boundary.RunAsync($"check {file.Path}", file, FailureKind.Source, () => Run(cancellationToken), cancellationToken).ConfigureAwait(false);

    private List<Finding> Run(CancellationToken cancellationToken)
    {
        if (!file.Exists)
        {
            return [new(FindingSeverity.Failure, "sqlite.not-found", $"There is no database at {file.Path}.", "Check the path in the configuration.")];
        }

        return [.. CheckContent(cancellationToken), CheckMode(), CheckSpace(), CheckDirectory()];
    }

    private List<Finding> CheckContent(CancellationToken cancellationToken)
    {
        try
        {
            using var connection = SourceConnection.Begin(file, busyTimeout, out var recovered, cancellationToken);
            using var registration = connection.InterruptOn(cancellationToken);
            var mode = connection.Text("PRAGMA journal_mode");
            var findings = new List<Finding> { new(FindingSeverity.Pass, "sqlite.journal-mode", $"Journal mode is {mode}.") };
            if (recovered)
            {
                findings.Add(new(FindingSeverity.Warning, "sqlite.recovered", "An interrupted transaction was rolled back."));
            }

            findings.Add(CheckIntegrity(connection));
            return findings;
        }
        catch (SqliteFailure failure)
        {
            var translated = Failures.Translate(failure, $"read {file.Path}", file, FailureKind.Source)!;
            return [new(FindingSeverity.Failure, translated.Code, $"{translated.Message} {translated.Reason}", translated.Remedy)];
        }
    }

    private static Finding CheckIntegrity(Connection connection)
    {
        connection.Execute("PRAGMA ignore_check_constraints = ON");
        var result = connection.Text("PRAGMA quick_check(1)");
        return result == "ok"
            ? new(FindingSeverity.Pass, "sqlite.integrity", "The quick check found no damage.")
            : new(FindingSeverity.Failure, "sqlite.corrupt", $"The quick check says: {result}",
                "Restore a backup, or salvage the rows that can still be read with the sqlite3 shell's .recover command.");
    }

    private Finding CheckMode()
    {
        const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file.Path) & Others) == 0)
        {
            return new(FindingSeverity.Pass, "sqlite.file-mode", "The file is closed to other users.");
        }

        return new(FindingSeverity.Warning, "sqlite.file-mode", "Every user of this machine can open the file.", $"chmod o-rw {file.Path}");
    }

    private Finding CheckSpace()
    {
        var free = new DriveInfo(file.Directory).AvailableFreeSpace;
        var needed = SpaceFactor * new FileInfo(file.Path).Length;
        var text = string.Create(
            CultureInfo.InvariantCulture, $"{free / 1_000_000} MB are free beside the file; a restore needs up to {needed / 1_000_000} MB.");
        return free >= needed
            ? new(FindingSeverity.Pass, "sqlite.disk-space", text)
            : new(FindingSeverity.Warning, "sqlite.disk-space", text, "Free some space before a restore.");
    }

    private Finding CheckDirectory()
    {
        var probe = Path.Combine(file.Directory, Path.GetRandomFileName());
        try
        {
            using (File.Create(probe, 1, FileOptions.DeleteOnClose))
            {
                return new(FindingSeverity.Pass, "sqlite.directory", "The directory is writable.");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new(
                FindingSeverity.Warning, "sqlite.directory", $"The directory {file.Directory} is not writable: {exception.Message}",
                "A restore needs to create its file beside the database; give this user write permission.");
        }
    }
}
