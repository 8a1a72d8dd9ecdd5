using Ferry.MySql.Dialects;
using Ferry.MySql.Privileges;

namespace Ferry.MySql.Checks;

/// <summary>What an account lacks for a whole, consistent and fast backup.</summary>
internal static class PrivilegeChecks
{
    /// <summary>Checks the privileges that a backup uses.</summary>
    /// <param name="privileges">What the account has.</param>
    /// <param name="dialect">The server's dialect.</param>
    /// <param name="database">The database to back up.</param>
    public static IEnumerable<Finding> Of(PrivilegeSet privileges, ServerDialect dialect, string database)
    {
        foreach (var (privilege, without) in _onDatabase)
        {
            yield return privileges.Has(privilege, database)
                ? Pass(privilege)
                : Missing(FindingSeverity.Failure, privilege, without, $"{Quote.Identifier(database)}.*", privileges);
        }

        foreach (var (privilege, alternatives, without) in dialect is MariaDbDialect ? _onMariaDb : _onMySql)
        {
            yield return privileges.Has(privilege) || alternatives.Any(privileges.Has)
                ? Pass(privilege)
                : Missing(FindingSeverity.Warning, privilege, without, "*.*", privileges);
        }

        yield return StoredCode(privileges, dialect, database);
    }

    private static readonly (string Privilege, string Without)[] _onDatabase =
    [
        ("SELECT", "rows cannot be read"),
        ("SHOW VIEW", "views are missing from backups"),
        ("TRIGGER", "triggers are missing from backups"),
        ("EVENT", "events are missing from backups"),
    ];

    private static readonly (string Privilege, string[] Alternatives, string Without)[] _onMySql =
    [
        ("RELOAD", ["FLUSH_TABLES"], "one connection alone can read consistently, which is slower"),
        ("BACKUP_ADMIN", [], "definitions may change while a snapshot is opened, and the attempt is repeated"),
        ("REPLICATION CLIENT", ["SUPER"], "backups do not name their place in the binary log, and a replica is not told from a primary"),
        ("PROCESS", [], "a lock that stalls cannot be traced to its holder"),
    ];

    private static readonly (string Privilege, string[] Alternatives, string Without)[] _onMariaDb =
    [
        ("RELOAD", [], "one connection alone can read consistently, which is slower"),
        ("BINLOG ADMIN", ["SUPER"], "ALTER TABLE by others waits until a backup ends"),
        ("BINLOG MONITOR", ["REPLICATION CLIENT", "SUPER"], "backups do not name their place in the binary log"),
        ("SLAVE MONITOR", ["REPLICATION CLIENT", "SUPER"], "a replica is not told from a primary"),
        ("PROCESS", [], "a lock that stalls cannot be traced to its holder"),
    ];

    private static Finding StoredCode(PrivilegeSet privileges, ServerDialect dialect, string database)
    {
        const string without = "functions and procedures of other accounts are missing from backups";
        var (privilege, scope) = dialect is MariaDbDialect ? ("SELECT", "mysql.proc") : ("SHOW_ROUTINE", "*.*");
        var granted = dialect is MariaDbDialect
            ? privileges.HasOnTable("SELECT", "mysql", "proc") || privileges.Has("SHOW CREATE ROUTINE", database)
            : privileges.Has("SHOW_ROUTINE") || privileges.Has("SELECT");
        return granted ? Pass($"{privilege} ON {scope}") : Missing(FindingSeverity.Failure, privilege, without, scope, privileges);
    }

    private static Finding Pass(string privilege) => new(FindingSeverity.Pass, "mysql.privilege", $"The account has {privilege}.");

    private static Finding Missing(FindingSeverity severity, string privilege, string without, string scope, PrivilegeSet privileges) => new(
        severity,
        "mysql.privilege-missing",
        $"The account lacks {privilege}: {without}.",
        $"GRANT {privilege} ON {scope} TO {privileges.Account}");
}
