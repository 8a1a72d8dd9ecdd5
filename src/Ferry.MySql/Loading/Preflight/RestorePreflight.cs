using Ferry.Databases;
using Ferry.MySql.Dialects;
using Ferry.Schema;

namespace Ferry.MySql.Loading.Preflight;

/// <summary>Compares a backup with the server it is restored to, before anything is changed.</summary>
/// <param name="backup">The catalog from the archive.</param>
/// <param name="source">The server that it was read from.</param>
/// <param name="target">The server it goes to.</param>
internal sealed class RestorePreflight(Catalog backup, ServerIdentity source, TargetFacts target)
{
    private static readonly HashSet<string> _systemDatabases = new(["mysql", "sys", "performance_schema", "information_schema", "ndbinfo"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds what deserves a look.</summary>
    public IReadOnlyList<Finding> Run() =>
    [
        .. SystemDatabase(), .. Product(), .. Versions(), .. Collations(), .. Engines(), .. Names(), .. PrimaryKeys(), .. Bulk(), .. Definers(), .. BinaryLog(), .. Create(), .. ReadOnly(), .. Cluster(), .. Encryption(),
    ];

    private IEnumerable<Finding> SystemDatabase()
    {
        if (target.Server.Database is { } database && _systemDatabases.Contains(database))
        {
            yield return Failure("mysql.system-database", $"The target {database} belongs to the server itself.", "Name a database of your own as the target.");
        }
    }

    private IEnumerable<Finding> Product()
    {
        if (source.Product != target.Server.Product)
        {
            yield return Failure(
                "mysql.vendor-mismatch",
                $"The backup is of {source.Product} {source.Version}, the target is {target.Server.Product} {target.Server.Version}.",
                $"Restore into {source.Product}: the two differ in types, collations and stored code.");
        }
    }

    private IEnumerable<Finding> Versions()
    {
        var from = VersionText.Number(source.Version);
        var to = VersionText.Number(target.Server.Version);
        if (source.Product == target.Server.Product && (to.Major, to.Minor).CompareTo((from.Major, from.Minor)) < 0)
        {
            yield return Warning(
                "mysql.version-older",
                $"The target runs {to}, the backup is of {from}: newer features of its definitions would be refused.",
                "A drill on this server shows whether all of it restores.");
        }
    }

    private IEnumerable<Finding> Collations()
    {
        var used = backup.Tables.SelectMany(table => table.Columns.Select(column => (Name: column.Collation, Where: $"{table.Name}.{column.Name}")))
            .Append((Name: backup.Collation, Where: "the database's default"))
            .Concat(backup.Objects.SelectMany(item => new[] { item.Session?.Collation, item.Session?.DatabaseCollation }
                .Select(name => (Name: name, Where: $"{item.Kind} {item.Name}"))));
        return from use in used
               where use.Name is not null && !target.Collations.Contains(use.Name)
               group use.Where by use.Name into unknown
               select Failure(
                   "mysql.collation-unknown",
                   $"The target does not know collation {unknown.Key} of {unknown.First()}{(unknown.Count() > 1 ? $" and {unknown.Count() - 1} more" : "")}.",
                   $"Restore into {source.Product} {source.Version} or later.");
    }

    private IEnumerable<Finding> Engines() =>
        from table in backup.Tables
        where table.StorageEngine is not null && !target.Engines.Contains(table.StorageEngine)
        group table.Name by table.StorageEngine into missing
        select Failure(
            "mysql.engine-missing",
            $"The target has no storage engine {missing.Key}, which {string.Join(", ", missing.Take(3))}{(missing.Count() > 3 ? ", …" : "")} needs.",
            "Install or enable the engine on the target, or leave these tables out.");

    private IEnumerable<Finding> Names()
    {
        if (target.Server.Settings.GetValueOrDefault("lower_case_table_names", "0") == "0")
        {
            yield break;
        }

        foreach (var twins in backup.Tables.GroupBy(table => table.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            yield return Failure(
                "mysql.names-clash",
                $"Tables {string.Join(" and ", twins.Select(table => table.Name))} differ only by case, which the target does not tell apart.",
                "Restore into a server with lower_case_table_names = 0, or one of the tables at a time.");
        }

        if (target.Server.Settings["lower_case_table_names"] == "1" && backup.Tables.FirstOrDefault(table => table.Name.Any(char.IsUpper)) is { } upper)
        {
            yield return Warning(
                "mysql.names-lowered",
                $"The target stores names in lower case: {upper.Name} becomes {upper.Name.ToLowerInvariant()}.",
                "Restore into a server with lower_case_table_names = 0 to keep them.");
        }
    }

    private IEnumerable<Finding> PrimaryKeys()
    {
        var keyless = backup.Tables.FirstOrDefault(IsKeyless);
        if (keyless is not null && target.IsOn("sql_require_primary_key") && !MaySetSession)
        {
            yield return Unless(
                "mysql.primary-key-required",
                $"The target demands primary keys, and table {keyless.Name} has none.",
                "Grant the account SESSION_VARIABLES_ADMIN, or SET GLOBAL sql_require_primary_key = OFF.");
        }

        // A unique key without NULL is enough for that server, so it is no failure yet.
        if (target.IsOn("innodb_force_primary_key") && backup.Tables.FirstOrDefault(table => IsKeyless(table) && table.StorageEngine == "InnoDB") is { } unkeyed)
        {
            yield return Warning(
                "mysql.primary-key-required",
                $"The target demands primary keys of InnoDB tables, and table {unkeyed.Name} has none: that would end the restore before anything is changed.",
                "SET GLOBAL innodb_force_primary_key = OFF, or leave such tables out.");
        }
    }

    private IEnumerable<Finding> Bulk()
    {
        if (!target.IsOn("local_infile"))
        {
            yield return Warning(
                "mysql.local-infile-off", "The target refuses LOAD DATA LOCAL, so rows are sent as INSERT statements, which is slower.", "SET GLOBAL local_infile = ON");
        }
    }

    private IEnumerable<Finding> Definers()
    {
        var others = backup.Objects.Where(item => item.Definer is not null && item.Definer != target.Server.User).ToList();
        if (others.Count > 0 && !target.Has("SUPER", "SET_ANY_DEFINER", "SET_USER_ID", "SET USER"))
        {
            yield return Unless(
                "mysql.definer-privilege",
                $"The account may not create {others[0].Kind} {others[0].Name} for its definer {others[0].Definer}.",
                target.Server.Product == "MySQL" ? "GRANT SET_ANY_DEFINER ON *.* TO the account." : "GRANT SET USER ON *.* TO the account.");
        }
    }

    private IEnumerable<Finding> BinaryLog()
    {
        var function = backup.Objects.FirstOrDefault(item => item.Kind is ObjectKind.Function or ObjectKind.Trigger);
        if (function is not null && target.IsOn("log_bin") && !target.IsOn("log_bin_trust_function_creators") && !target.Has("SUPER"))
        {
            yield return Unless(
                "mysql.function-privilege",
                $"The target keeps a binary log and lets only SUPER create functions and triggers such as {function.Name}.",
                "SET GLOBAL log_bin_trust_function_creators = ON");
        }
    }

    private IEnumerable<Finding> Create()
    {
        if (!target.Has("CREATE") || !target.Has("DROP"))
        {
            yield return Warning(
                "mysql.create-privilege",
                "The account may not create just any database; the restore loads into one whose name starts with ferry_scratch_.",
                "GRANT ALL ON `ferry\\_scratch\\_%`.* TO the account.");
        }
    }

    private IEnumerable<Finding> ReadOnly()
    {
        if (target.Server.ReadOnly)
        {
            yield return Failure("mysql.read-only", "The target server refuses writes.", "Connect to the primary.");
        }
    }

    // Whether the servers work as a cluster just now is seldom known, so none of this is a failure yet.
    private IEnumerable<Finding> Cluster()
    {
        if (target.Server.Cluster is null)
        {
            yield break;
        }

        var filled = backup.Tables.Where(table => table.Content == TableContent.Rows).ToList();
        if (target.Server.Product == "MySQL" && filled.FirstOrDefault(table => IsKeyless(table) || !table.Transactional) is { } refused)
        {
            yield return Warning(
                "mysql.group-refuses",
                $"The target is in a replication group, which takes only rows of InnoDB tables with a primary key: those of {refused.Name} would end the restore before anything is changed.",
                "Give such tables a primary key and ENGINE = InnoDB, or leave them out.");
        }

        var mode = target.Server.Settings.GetValueOrDefault("wsrep_mode", "");
        if (target.Server.Product != "MySQL"
            && filled.FirstOrDefault(table => !table.Transactional && !mode.Contains($"REPLICATE_{table.StorageEngine}", StringComparison.OrdinalIgnoreCase)) is { } alone)
        {
            yield return Warning(
                "mysql.cluster-engine",
                $"The target is in a Galera cluster, which hands on only rows of InnoDB: those of {alone.Name} will be on this one server.",
                "Make it an InnoDB table, or set wsrep_mode to REPLICATE_MYISAM,REPLICATE_ARIA.");
        }
    }

    // Whether the target has a keyring is not to be known from here, and without one the setting would stop every CREATE TABLE.
    private IEnumerable<Finding> Encryption()
    {
        if (backup.Settings.GetValueOrDefault("encryption") == "YES" && !target.EncryptsNewTables)
        {
            yield return Warning(
                "mysql.database-encryption",
                "The database that was backed up encrypts new tables by default, the target does not, and a restore leaves that as it is. Tables that are encrypted come back encrypted.",
                "ALTER DATABASE … ENCRYPTION = 'Y' on the target, if its server has a keyring.");
        }
    }

    private static bool IsKeyless(Table table) => !table.Ddl.Contains("PRIMARY KEY", StringComparison.OrdinalIgnoreCase);

    private bool MaySetSession => target.Has("SUPER", "SYSTEM_VARIABLES_ADMIN", "SESSION_VARIABLES_ADMIN");

    private Finding Unless(string code, string message, string remedy) =>
        target.MayHaveMore ? Warning(code, message, remedy) : Failure(code, message, remedy);

    private static Finding Failure(string code, string message, string remedy) => new(FindingSeverity.Failure, code, message, remedy);

    private static Finding Warning(string code, string message, string remedy) => new(FindingSeverity.Warning, code, message, remedy);
}
