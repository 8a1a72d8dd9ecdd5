using Ferry.Databases;
using Ferry.MySql.Dialects;

namespace Ferry.MySql.Connections;

/// <summary>Asks a server who it is.</summary>
internal static class ServerIdentityReader
{
    private const string GroupName = "group_replication_group_name";
    private const string Unencrypted = "none";

    private static readonly string[] _settings =
    [
        "version", "version_comment", "version_compile_machine", "character_set_server", "collation_server", "default_storage_engine",
        "explicit_defaults_for_timestamp", "innodb_page_size", "innodb_strict_mode", "local_infile", "log_bin", "lower_case_table_names",
        "max_allowed_packet", "sql_mode", "sql_require_primary_key", "system_time_zone", "time_zone", "gtid_mode", "binlog_format",
        "log_bin_trust_function_creators", "secure_file_priv", "enforce_storage_engine", "partial_revokes", "wsrep_mode", "innodb_force_primary_key", GroupName,
    ];

    public static async ValueTask<ServerIdentity> ReadAsync(
        ServerConnection connection, ServerDialect dialect, string? database, CancellationToken cancellationToken)
    {
        const string action = "Asking the server who it is";
        var (id, readOnly) = (await connection.QueryAsync(dialect.Identity, action, row => (row.Required(0), row.Flag(1)), cancellationToken)
            .ConfigureAwait(false))[0];
        var user = await connection.ScalarAsync("SELECT CURRENT_USER()", action, cancellationToken).ConfigureAwait(false);
        var found = database is null
            ? null
            : await connection.ScalarAsync(
                $"SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = {Quote.Literal(database)}", action, cancellationToken).ConfigureAwait(false);
        var names = string.Join(", ", _settings.Select(Quote.Literal));
        var settings = await connection.QueryAsync(
            $"SHOW GLOBAL VARIABLES WHERE Variable_name IN ({names})",
            action,
            row => KeyValuePair.Create(row.Required(0), row.Required(1)),
            cancellationToken).ConfigureAwait(false);
        var facts = (await connection.QueryAsync(
            ServerDialect.SessionFacts, action, row => (Name: row.Required(0), Value: row.Required(1)), cancellationToken).ConfigureAwait(false))
            .ToDictionary(fact => fact.Name, fact => fact.Value, StringComparer.OrdinalIgnoreCase);
        var (role, primary) = await ReplicationAsync(connection, dialect, cancellationToken).ConfigureAwait(false);
        return new(dialect.Product, dialect.Version.ToString(), id, found, user, readOnly)
        {
            Certainty = dialect.IdentityCertainty,
            Role = role,
            Primary = primary,
            Cluster = Filled(facts.GetValueOrDefault("wsrep_cluster_state_uuid")) ?? Filled(settings.FirstOrDefault(each => each.Key == GroupName).Value),
            Encryption = Filled(facts.GetValueOrDefault("Ssl_version")) ?? Unencrypted,
            Settings = new SortedDictionary<string, string>(new Dictionary<string, string>(settings), StringComparer.Ordinal),
        };
    }

    private static async ValueTask<(ServerRole Role, string? Primary)> ReplicationAsync(
        ServerConnection connection, ServerDialect dialect, CancellationToken cancellationToken)
    {
        try
        {
            var sources = await connection.QueryAsync(
                dialect.ReplicaStatus, "Asking the server whom it follows", row => row.Text("Source_UUID") ?? row.Text("Master_UUID"), cancellationToken).ConfigureAwait(false);
            return sources.Count == 0 ? (ServerRole.Primary, null) : (ServerRole.Replica, Filled(sources[0]));
        }
        catch (FerryException exception) when (MySqlFailures.IsRefusal(exception.InnerException))
        {
            return (ServerRole.Unknown, null);
        }
    }

    private static string? Filled(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
