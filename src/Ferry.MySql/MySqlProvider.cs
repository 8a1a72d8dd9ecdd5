using Ferry.Databases;
using Ferry.Loading;
using Ferry.MySql.Connections;
using Ferry.MySql.Loading;

namespace Ferry.MySql;

/// <summary>MySQL 8.0 and later, and MariaDB 10.3 and later.</summary>
public sealed class MySqlProvider : IDatabaseProvider
{
    internal const int DefaultPort = 3306;

    internal const string EngineName = "mysql";

    /// <inheritdoc/>
    public string Engine => EngineName;

    /// <inheritdoc/>
    public IReadOnlyList<string> Schemes { get; } = ["mysql", "mariadb"];

    /// <inheritdoc/>
    public DatabaseCapabilities Capabilities { get; } = new(BackupForm.Logical, ParallelReaders: true, HasServer: true, DefaultPort);

    /// <inheritdoc/>
    public IRestoreScripter? Scripter { get; } = new MySqlRestoreScripter();

    /// <inheritdoc/>
    public async ValueTask<IDatabaseSession> OpenAsync(DatabaseTarget target, SessionAccess access, CancellationToken cancellationToken)
    {
        var connector = new Connector(target, access);
        var (control, dialect) = await connector.OpenFirstAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var server = await ServerIdentityReader.ReadAsync(control, dialect, target.Database, cancellationToken).ConfigureAwait(false);
            return new MySqlSession(connector, control, dialect, server, TimeProvider.System);
        }
        catch
        {
            await control.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
