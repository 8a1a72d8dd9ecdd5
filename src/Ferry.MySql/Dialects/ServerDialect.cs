using Ferry.Databases;
using Ferry.MySql.Reading.Snapshots;

namespace Ferry.MySql.Dialects;

/// <summary>What differs between MySQL and MariaDB, and between their versions: facts, and whole statements.</summary>
internal abstract class ServerDialect(Version version)
{
    protected const string SeesEverything =
        "Rows, views, triggers and events. The servers have no right that only shows triggers and events: with these two the account could also create and drop them.";

    protected const string PositionAndRole = "The backup names its place in the binary log, and doctor tells a replica from a primary.";

    /// <summary>Opens the snapshot that a reader keeps for the whole backup.</summary>
    public const string StartSnapshot = "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY";

    public const string NoLog = "SET SESSION sql_log_bin = 0";

    /// <summary>Two status values of the session, where the server has them: what encrypts it, and which Galera cluster it is in.</summary>
    public const string SessionFacts = "SHOW SESSION STATUS WHERE Variable_name IN ('Ssl_version', 'wsrep_cluster_state_uuid')";

    /// <summary>Marks the place to go back to after each chunk, which gives up the chunk's metadata locks but not the snapshot.</summary>
    public const string MarkSnapshot = "SAVEPOINT ferry";

    public const string ReleaseTables = "ROLLBACK TO SAVEPOINT ferry";

    // Keys that are no dates (2024-02-31) would make MySQL refuse the range's condition otherwise; nothing else looks at the mode when reading.
    public const string ReadingMode = "ALLOW_INVALID_DATES";

    public const string RepeatableRead = "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ";

    /// <summary>Statements that fill one table from another read the other without locking its rows. A server that logs statements instead of rows refuses to write then.</summary>
    public const string ReadCommitted = "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED";

    public const string LogsStatements = "SELECT @@log_bin AND @@binlog_format = 'STATEMENT'";

    /// <summary>For the next transaction only.</summary>
    public const string NextRepeatableRead = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ";

    public const string ReadOnly = "SET SESSION TRANSACTION READ ONLY";

    /// <summary>Column bytes are sent as they are stored.</summary>
    public const string ResultsAsStored = "SET SESSION character_set_results = NULL";

    /// <summary>Needed where definitions are read, because they mix character sets.</summary>
    public const string ResultsAsUtf8 = "SET NAMES utf8mb4";

    public Version Version { get; } = version;

    /// <summary>Product name, as manifests have it.</summary>
    public abstract string Product { get; }

    /// <summary>Whether JSON lists can be read as tables.</summary>
    public virtual bool HasJsonTable => true;

    /// <summary>Pins what a server's defaults might change about reading: zone, sql_mode, limits.</summary>
    public abstract IReadOnlyList<string> Pins { get; }

    /// <summary>Pins what would change how a session merges.</summary>
    public virtual IReadOnlyList<string> MergePins => [];

    /// <summary>An expression by which a text that is JSON is compared with others by what it means; null where the server has none.</summary>
    /// <param name="json">The text.</param>
    public abstract string? Meaning(string json);

    /// <summary>The condition that two texts are the same bytes, or both NULL. A collation would call é and e the same.</summary>
    /// <param name="type">What the column is declared as.</param>
    /// <param name="left">One text.</param>
    /// <param name="right">The other one.</param>
    public virtual string SameBytes(string type, string left, string right) => $"CAST({left} AS BINARY) <=> CAST({right} AS BINARY)";

    /// <summary>An INSERT during which foreign keys are checked, although the session does not.</summary>
    /// <param name="insert">The statement.</param>
    public abstract string ProvingInsert(string insert);

    /// <summary>One row: what identifies the server, and whether it refuses writes.</summary>
    public abstract string Identity { get; }

    /// <summary>How sure <see cref="Identity"/> is.</summary>
    public abstract IdentityCertainty IdentityCertainty { get; }

    /// <summary>The account that makes backups and nothing else, in the order to run.</summary>
    /// <param name="account">Name and host, quoted.</param>
    /// <param name="password">The password, quoted.</param>
    /// <param name="database">The database's name, quoted, its wildcards escaped.</param>
    public abstract IReadOnlyList<BackupGrant> BackupGrants(string account, string password, string database);

    /// <summary>One row: binary log file and offset. Needs a privilege.</summary>
    public abstract string LogPosition { get; }

    /// <summary>One row: the executed GTIDs; NULL when the server keeps none.</summary>
    public abstract string ExecutedTransactions { get; }

    /// <summary>One row: the transactions that came from another server, where they are not among the executed ones; null where they always are.</summary>
    public virtual string? ReplicatedTransactions => null;

    /// <summary>On a replica, rows that say how far it has got. Needs a privilege.</summary>
    public abstract string ReplicaStatus { get; }

    /// <summary>The condition on <c>information_schema.STATISTICS</c> that an index is visible to the optimizer.</summary>
    public abstract string UsableIndex { get; }

    /// <summary>The earliest time, in UTC, that a transaction which a snapshot does not see can leave as a table's UPDATE_TIME; null when that is unknown.</summary>
    /// <param name="moment">What was known just before the snapshot was opened.</param>
    public abstract DateTime? UpdateHorizon(SnapshotMoment moment);

    /// <summary>Whether a table that is emptied by TRUNCATE has no UPDATE_TIME any more.</summary>
    public abstract bool ForgetsUpdateTime { get; }

    /// <summary>InnoDB's own names and numbers of tables, which change whenever a table is made anew or exchanged. Needs a privilege.</summary>
    /// <param name="database">The database's name.</param>
    public abstract string TableNumbers(string database);

    /// <summary>Lists the tables that InnoDB has, whoever may see them; it takes PROCESS. Names of files write what is not a letter or digit as codes, and what a table has of its own, such as partitions, follows its name after a #.</summary>
    /// <param name="database">The database's name.</param>
    public abstract string StoredTables(string database);

    /// <summary>Lists tables and views that views read, one pair a row; null where the server keeps no such list.</summary>
    /// <param name="database">The database's name.</param>
    public abstract string? ViewDependencies(string database);

    /// <summary>Comment and other options of a database, as name and value rows.</summary>
    /// <param name="database">The database's name.</param>
    public abstract string? DatabaseOptions(string database);

    /// <summary>The parts of all unique keys, one a row: table, index, column, prefix length, expression.</summary>
    /// <param name="database">The database's name.</param>
    public abstract string UniqueParts(string database);

    /// <summary>What writing a column depends on, one column a row: table, column, default as SQL, whether that is an expression, character set, whether an update stamps it, how it is computed.</summary>
    /// <param name="database">The database's name.</param>
    public abstract string ColumnDetails(string database);

    /// <summary>The conditions that rows must meet, one a row: table, constraint, condition as SQL; null where the server enforces none.</summary>
    /// <param name="database">The database's name.</param>
    public abstract string? CheckConstraints(string database);

    /// <summary>An expression of the catalog as SQL.</summary>
    /// <param name="kept">The expression as the catalog keeps it.</param>
    public virtual string Expression(string kept) => kept;

    /// <summary>Picks the dialect of a server.</summary>
    /// <param name="version">The answer to <c>SELECT VERSION()</c>.</param>
    /// <exception cref="FerryException"><see cref="FailureKind.Unsupported"/> for a server that is too old.</exception>
    public static ServerDialect For(string version)
    {
        var number = VersionText.Number(version);
        ServerDialect dialect = VersionText.IsMariaDb(version) ? new MariaDbDialect(number) : new MySqlDialect(number);
        return number >= dialect.Oldest
            ? dialect
            : throw new FerryException(
                FailureKind.Unsupported,
                "mysql.version-too-old",
                $"{dialect.Product} {version} is too old.",
                $"Ferry needs {dialect.Product} {dialect.Oldest} or later.",
                "Upgrade the server, or use its own client tools.");
    }

    /// <summary>The oldest version that is supported.</summary>
    protected abstract Version Oldest { get; }
}
