using Ferry.Databases;
using Ferry.Loading;
using Ferry.Reading;
using Ferry.Sqlite.Connections;

namespace Ferry.Sqlite;

/// <summary>SQLite 3 databases in files. Backed up as consistent page copies; rows are read for digests and comparison.</summary>
public sealed class SqliteProvider : IDatabaseProvider
{
    /// <summary>The longest wait for another process's lock before an operation gives up.</summary>
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Always <c>sqlite</c>.</summary>
    public string Engine => "sqlite";

    /// <summary>Always <c>sqlite</c> alone.</summary>
    public IReadOnlyList<string> Schemes { get; } = ["sqlite"];

    /// <summary>Images, read by several readers, without a server.</summary>
    public DatabaseCapabilities Capabilities { get; } = new(BackupForm.Image, ParallelReaders: true, HasServer: false) { Rows = RowFormat.Typed };

    /// <summary>None: SQLite is restored from an image.</summary>
    public IRestoreScripter? Scripter => null;

    /// <summary>Checks that the file can be read as a database. The session keeps no connection open between its operations.</summary>
    /// <param name="target">The file, as an absolute <see cref="DatabaseTarget.Path"/>. A file that does not exist may be opened for writing;
    /// opening does not create it.</param>
    /// <param name="access">With <see cref="SessionAccess.Read"/> the file is opened read-only, except to roll back what an interrupted
    /// process left half done.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>A session; the caller disposes it.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.NotFound"/> when a file opened for reading does not exist;
    /// <see cref="FailureKind.Source"/> when a file opened for reading is locked, unreadable or no SQLite database;
    /// <see cref="FailureKind.Usage"/> when the target has no path.</exception>
    public ValueTask<IDatabaseSession> OpenAsync(DatabaseTarget target, SessionAccess access, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (string.IsNullOrEmpty(target.Path))
        {
            throw new FerryException(
                FailureKind.Usage, "sqlite.no-path", "The SQLite database has no path.", remedy: "Give it as sqlite:PATH, or set Path.");
        }

        var file = DatabaseFile.Resolve(target.Path);
        return Boundary.RunAsync<IDatabaseSession>(
            $"open {target.Display}", file, FailureKind.Source, () => SqliteSession.Open(file, access, BusyTimeout, cancellationToken), cancellationToken);
    }
}
