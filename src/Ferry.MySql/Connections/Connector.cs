using System.Net;
using Ferry.Databases;
using Ferry.MySql.Dialects;
using Ferry.MySql.Protocol.Authentication;
using Ferry.MySql.Tls;
using MySqlConnector;

namespace Ferry.MySql.Connections;

/// <summary>Opens connections to one target with one login, each with its session pinned.</summary>
internal sealed class Connector(DatabaseTarget target, SessionAccess access)
{
    private const int ConnectTimeoutSeconds = 15;
    private const int KeepaliveSeconds = 60;

    private readonly TlsPolicy _tls = TlsPolicy.Of(target);

    public DatabaseTarget Target { get; } = target;

    public SessionAccess Access { get; } = access;

    /// <summary>Opens the first connection, which learns what the server is.</summary>
    /// <exception cref="FerryException">As <see cref="IDatabaseProvider.OpenAsync"/>.</exception>
    public async ValueTask<(ServerConnection Connection, ServerDialect Dialect)> OpenFirstAsync(CancellationToken cancellationToken)
    {
        var driver = await LoginAsync(ConnectionPurpose.Control, DefaultDatabase, cancellationToken).ConfigureAwait(false);
        try
        {
            var dialect = ServerDialect.For(driver.ServerVersion);
            return (await PinAsync(driver, dialect, ConnectionPurpose.Control, cancellationToken).ConfigureAwait(false), dialect);
        }
        catch
        {
            await driver.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Opens a further connection.</summary>
    /// <param name="dialect">What <see cref="OpenFirstAsync"/> found.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="database">The default database; null for the target's own.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async ValueTask<ServerConnection> OpenAsync(
        ServerDialect dialect, ConnectionPurpose purpose, string? database, CancellationToken cancellationToken)
    {
        var driver = await LoginAsync(purpose, database ?? DefaultDatabase, cancellationToken).ConfigureAwait(false);
        try
        {
            return await PinAsync(driver, dialect, purpose, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await driver.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The statements that pin a session for a purpose; the same for every kind of connection.</summary>
    /// <remarks>What only reads is refused every write by the server itself, so that no defect of ours can change a source.</remarks>
    public IReadOnlyList<string> Pins(ServerDialect dialect, ConnectionPurpose purpose) => purpose switch
    {
        ConnectionPurpose.Rows => [ServerDialect.ResultsAsUtf8, .. dialect.Pins, ServerDialect.RepeatableRead, ServerDialect.ReadOnly, ServerDialect.ResultsAsStored],
        ConnectionPurpose.Control when Access == SessionAccess.Read => [ServerDialect.ResultsAsUtf8, .. dialect.Pins, ServerDialect.ReadOnly],
        ConnectionPurpose.Control => [ServerDialect.ResultsAsUtf8, .. dialect.Pins],
        _ => [ServerDialect.ResultsAsUtf8, .. dialect.Pins, "SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO'"],
    };

    // A database that does not exist yet may be written to, so no database is chosen before that is known.
    private string? DefaultDatabase => Access == SessionAccess.Read ? Target.Database : null;

    private async ValueTask<MySqlConnection> LoginAsync(ConnectionPurpose purpose, string? database, CancellationToken cancellationToken)
    {
        var check = new CertificateCheck(_tls, Target.Tls);
        var driver = CreateDriver(Settings(Target.Entrance?.Next(), purpose, database), check);
        try
        {
            await driver.OpenAsync(cancellationToken).ConfigureAwait(false);
            return driver;
        }
        catch (Exception exception)
        {
            await driver.DisposeAsync().ConfigureAwait(false);
            if (exception is OperationCanceledException)
            {
                throw;
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (Ed25519DriverPlugin.InstallAfter(exception) || ParsecDriverPlugin.InstallAfter(exception))
            {
                return await LoginAsync(purpose, database, cancellationToken).ConfigureAwait(false);
            }

            throw check.Fault is { } fault ? MySqlFailures.OfCertificate(fault, exception, Target) : MySqlFailures.OfLogin(exception, Target);
        }
    }

    // The driver's own checks know neither the name behind a tunnel nor how to say what is wrong, and must not differ from the raw reader's.
    private MySqlConnection CreateDriver(MySqlConnectionStringBuilder settings, CertificateCheck check)
    {
        var driver = new MySqlConnection(settings.ConnectionString)
        {
            RemoteCertificateValidationCallback = (_, certificate, chain, _) => check.Accept(certificate, chain),
        };
        if (_tls.Wanted && CertificateFiles.Client(Target.Tls) is { } client)
        {
            driver.ProvideClientCertificatesCallback = certificates =>
            {
                certificates.Add(client);
                return ValueTask.CompletedTask;
            };
        }

        return driver;
    }

    private MySqlConnectionStringBuilder Settings(IPEndPoint? entrance, ConnectionPurpose purpose, string? database) => new()
    {
        Server = Target.Socket ?? entrance?.Address.ToString() ?? (string.IsNullOrEmpty(Target.Host) ? "127.0.0.1" : Target.Host),
        ConnectionProtocol = Target.Socket is null ? MySqlConnectionProtocol.Sockets : MySqlConnectionProtocol.UnixSocket,
        Port = (uint)(entrance?.Port ?? Target.Port ?? MySqlProvider.DefaultPort),
        UserID = Target.Username ?? "",
        Password = Target.Password?.Reveal() ?? "",
        Database = database ?? "",
        SslMode = _tls.Required ? MySqlSslMode.Required : _tls.Wanted ? MySqlSslMode.Preferred : MySqlSslMode.None,
        AllowPublicKeyRetrieval = Target.IsPrivate,
        AllowLoadLocalInfile = purpose == ConnectionPurpose.Load,
        AllowUserVariables = true,
        AllowZeroDateTime = true,
        ApplicationName = "ferry",
        ConnectionTimeout = ConnectTimeoutSeconds,
        DefaultCommandTimeout = 0,
        GuidFormat = MySqlGuidFormat.None,
        IgnoreCommandTransaction = true,
        Keepalive = KeepaliveSeconds,
        PersistSecurityInfo = false,
        Pooling = false,
        TreatTinyAsBoolean = false,
    };

    private async ValueTask<ServerConnection> PinAsync(
        MySqlConnection driver, ServerDialect dialect, ConnectionPurpose purpose, CancellationToken cancellationToken)
    {
        var connection = new ServerConnection(driver, Access == SessionAccess.Read ? FailureKind.Source : FailureKind.Destination);
        foreach (var statement in Pins(dialect, purpose))
        {
            await connection.ExecuteAsync(statement, "Preparing the session", cancellationToken).ConfigureAwait(false);
        }

        return connection;
    }
}
