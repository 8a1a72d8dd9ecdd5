namespace Ferry.Sqlite.Connections;

/// <summary>Reserves a database file for one job that changes it as a whole: a sync holds it between its transactions too, when SQLite's own locks let a restore replace the file.</summary>
internal static class TargetLock
{
    /// <exception cref="FerryException"><see cref="FailureKind.Locked"/> when somebody else has it.</exception>
    public static FileStream Take(DatabaseFile file)
    {
        try
        {
            return new($"{file.Path}.ferry-lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException exception)
        {
            throw new FerryException(
                FailureKind.Locked, "sync.target-locked", $"Another sync or restore is working on {file.Path}; nothing was changed.", exception.Message,
                "Wait until it has finished, then run the command again.", exception);
        }
    }
}
