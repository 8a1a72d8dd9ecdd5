using Ferry.Databases;
using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;

namespace Ferry.MySql.Privileges;

/// <summary>What the account in use may do, and the account that backups should have.</summary>
internal sealed class AccountRights(ServerConnection connection, ServerDialect dialect, string? database) : IAccountRights
{
    // With these alone, data, definitions and settings stay as they are. Anything else, privileges of later versions included, counts as writing.
    private static readonly HashSet<string> _reading =
    [
        "USAGE", "SELECT", "SHOW VIEW", "SHOW DATABASES", "SHOW_ROUTINE", "SHOW CREATE ROUTINE", "TRIGGER", "EVENT", "LOCK TABLES", "RELOAD", "FLUSH_TABLES", "PROCESS",
        "REPLICATION CLIENT", "REPLICATION SLAVE", "BINLOG MONITOR", "SLAVE MONITOR", "REPLICA MONITOR", "BACKUP_ADMIN", "BINLOG ADMIN", "REPLICATION MASTER ADMIN",
        "SENSITIVE_VARIABLES_OBSERVER", "CREATE TEMPORARY TABLES",
    ];

    public IReadOnlyList<BackupGrant> ForBackup(string user, string password) =>
        dialect.BackupGrants($"{Quote.Literal(user)}@'%'", Quote.Literal(password), Quote.Pattern(database ?? ""));

    public async ValueTask<IReadOnlyList<string>> WritingAsync(CancellationToken cancellationToken)
    {
        var privileges = await PrivilegeSet.ReadAsync(connection, cancellationToken).ConfigureAwait(false);
        return [.. privileges.Touching(database ?? "").Where(privilege => !_reading.Contains(privilege)).Order(StringComparer.Ordinal)];
    }
}
