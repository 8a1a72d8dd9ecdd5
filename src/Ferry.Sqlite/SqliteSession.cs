using Ferry.Databases;
using Ferry.Images;
using Ferry.Loading;
using Ferry.Merging;
using Ferry.Reading;
using Ferry.Schema;
using Ferry.Sqlite.Checks;
using Ferry.Sqlite.Connections;
using Ferry.Sqlite.Images;
using Ferry.Sqlite.Merging;
using Ferry.Sqlite.Reading;
using Ferry.Sqlite.Schema;
using SQLitePCL;

namespace Ferry.Sqlite;

/// <summary>One database file. Every operation opens its own connections, so that the session itself never holds a lock.</summary>
internal sealed class SqliteSession(DatabaseFile file, ServerIdentity server, SessionAccess access, bool recovered, TimeSpan busyTimeout) : IDatabaseSession
{
    public ServerIdentity Server { get; } = server;

    public ISchemaReader Schema { get; } = new SchemaReader(file, busyTimeout);

    public ISnapshotSource Snapshots { get; } = new SnapshotSource(file, recovered);

    public ILoadTarget? Target => null;

    public IImageDatabase? Image { get; } = new ImageDatabase(file, recovered, busyTimeout);

    public IMergeDatabase? Merge { get; } = access == SessionAccess.Write ? new MergeDatabase(file, busyTimeout) : null;

    public IDatabaseMark Mark { get; } = new DatabaseMark(file);

    public IAccountRights? Rights => null;

    public IDatabaseChecks Checks { get; } = new DatabaseChecks(file, busyTimeout);

    /// <summary>Opens a session. Blocking.</summary>
    public static SqliteSession Open(DatabaseFile file, SessionAccess access, TimeSpan busyTimeout, CancellationToken cancellationToken)
    {
        var identity = Identify(file, access, busyTimeout, out var recovered, cancellationToken);
        return new(file, identity, access, recovered, busyTimeout);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static ServerIdentity Identify(
        DatabaseFile file, SessionAccess access, TimeSpan busyTimeout, out bool recovered, CancellationToken cancellationToken)
    {
        recovered = false;
        Batteries_V2.Init();
        var identity = new ServerIdentity("SQLite", raw.sqlite3_libversion().utf8_to_string(), $"{Environment.MachineName}:{file.Path}", Database: null, User: null, ReadOnly: false)
        {
            Certainty = IdentityCertainty.Place,
            Role = ServerRole.Primary,
        };
        if (!file.Exists)
        {
            return access == SessionAccess.Write
                ? identity
                : throw new FerryException(
                    FailureKind.NotFound, "sqlite.not-found", $"There is no database at {file.Path}.", "The file does not exist.",
                    "Check the path in the configuration.");
        }

        // A damaged target must still open for writing: replacing it is what a restore is for.
        return access == SessionAccess.Write
            ? identity with { Database = file.Name }
            : identity with { Database = file.Name, Settings = ReadSettings(file, busyTimeout, out recovered, cancellationToken) };
    }

    private static IReadOnlyDictionary<string, string> ReadSettings(
        DatabaseFile file, TimeSpan busyTimeout, out bool recovered, CancellationToken cancellationToken)
    {
        using var connection = SourceConnection.Begin(file, busyTimeout, out recovered, cancellationToken);
        using var registration = connection.InterruptOn(cancellationToken);
        return connection.Integer("PRAGMA page_count") == 0
            ? throw Failures.NotADatabase($"open {file.Path}", file)
            : DatabaseSettings.Read(connection);
    }
}
