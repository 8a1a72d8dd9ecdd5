using Ferry.Databases;
using Ferry.MySql.Columns;
using Ferry.MySql.Reading.Snapshots;

namespace Ferry.MySql.Dialects;

internal sealed class MariaDbDialect(Version version) : ServerDialect(version)
{
    private static readonly Version Sequences = new(10, 3);
    private static readonly Version BackupStages = new(10, 4, 1);
    private static readonly Version SchemaComments = new(10, 5);
    private static readonly Version IgnoredIndexes = new(10, 6);
    private static readonly Version JsonTables = new(10, 6);
    private static readonly Version NormalJson = new(10, 7);
    private static readonly Version SplitPrivileges = new(10, 5, 2);
    private static readonly Version RoutinePrivilege = new(11, 3);
    private static readonly Version InsertableHistory = new(10, 11);

    public override string Product => "MariaDB";

    /// <summary>Whether BACKUP STAGE exists.</summary>
    public bool HasBackupStages => Version >= BackupStages;

    /// <summary>Whether rows of the past can be loaded into system-versioned tables (<c>system_versioning_insert_history</c>).</summary>
    public bool HasInsertableHistory => Version >= InsertableHistory;

    public override bool HasJsonTable => Version >= JsonTables;

    public override IReadOnlyList<string> Pins =>
    [
        "SET SESSION time_zone = '+00:00', sql_mode = '" + ReadingMode + "', sql_quote_show_create = 1, wait_timeout = 2147483, net_read_timeout = 86400, net_write_timeout = 86400, "
            + "max_statement_time = 0, sql_select_limit = DEFAULT, system_versioning_asof = DEFAULT",
    ];

    // MariaDB draws no uuid. Where it runs tells any two servers apart that were not set up alike on purpose; late versions add server_uid, a hash of the
    // network card's address and the port, which tells containers apart. Beside this table @@global.read_only is 0 whatever it is, so that is read from it too.
    public override string Identity => """
        SELECT SHA2(GROUP_CONCAT(IF(VARIABLE_NAME = 'READ_ONLY', NULL, CONCAT(VARIABLE_NAME, '=', VARIABLE_VALUE)) ORDER BY VARIABLE_NAME SEPARATOR '|'), 224),
          MAX(IF(VARIABLE_NAME = 'READ_ONLY', VARIABLE_VALUE, NULL))
        FROM information_schema.GLOBAL_VARIABLES
        WHERE VARIABLE_NAME IN ('HOSTNAME', 'PORT', 'SOCKET', 'DATADIR', 'SERVER_ID', 'SERVER_UID', 'READ_ONLY')
        """;

    public override IdentityCertainty IdentityCertainty => IdentityCertainty.Place;

    public override string LogPosition => "SHOW MASTER STATUS";

    public override string ExecutedTransactions => "SELECT IF(@@global.log_bin, @@global.gtid_binlog_pos, NULL)";

    public override string? ReplicatedTransactions => "SELECT @@global.gtid_slave_pos";

    public override string ReplicaStatus => "SHOW ALL SLAVES STATUS";

    public override string UsableIndex => Version >= IgnoredIndexes ? "IGNORED = 'NO'" : "1 = 1";

    public override string ProvingInsert(string insert) => $"SET STATEMENT foreign_key_checks = 1 FOR {insert}";

    public override IReadOnlyList<BackupGrant> BackupGrants(string account, string password, string database) =>
    [
        new($"CREATE USER {account} IDENTIFIED BY {password}", "The account itself.", Required: true),
        new($"GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON {database}.* TO {account}", SeesEverything, Required: true),
        Version >= RoutinePrivilege
            ? new($"GRANT SHOW CREATE ROUTINE ON {database}.* TO {account}", "Functions and procedures of other accounts.", Required: true)
            : new($"GRANT SELECT ON mysql.proc TO {account}", "Functions and procedures of other accounts: before 11.3 nothing less shows them.", Required: true),
        new($"GRANT RELOAD ON *.* TO {account}",
            HasBackupStages
                ? "Rung backup-stage: several connections read one moment, and only commits wait while they open it."
                : "Rung read-lock: several connections read one moment, and writers wait while they open it.",
            Required: false),
        new($"GRANT LOCK TABLES ON {database}.* TO {account}", "Rung table-locks: the same at a higher price, where a managed server does not grant the line above.", Required: false),
        Version >= SplitPrivileges
            ? new($"GRANT BINLOG MONITOR, SLAVE MONITOR ON *.* TO {account}", PositionAndRole, Required: false)
            : new($"GRANT REPLICATION CLIENT ON *.* TO {account}", PositionAndRole, Required: false),
        new($"GRANT PROCESS ON *.* TO {account}", "A lock that stalls is traced to its holder, and tables that the account may not read are named. Shows it every running statement.", Required: false),
        .. Version >= SplitPrivileges
            ? new BackupGrant[]
            {
                new($"GRANT BINLOG ADMIN ON *.* TO {account}",
                    "Others' ALTER TABLE need not wait for the backup's end, on a server with a binary log. The account could delete old binary logs with it: leave it out if in doubt.",
                    Required: false),
            }
            : [],
    ];

    // A derived table that is split is made anew for each row: of the table that is inserted into, it then holds the rows that have just come. And since
    // 11.6.2 a transaction that writes a row which another has committed after its snapshot fails, unless told otherwise; late patches of older versions know that too.
    public override IReadOnlyList<string> MergePins =>
    [
        "SET SESSION optimizer_switch = 'split_materialized=off'",
        .. ChosenStatement.Of(
            """
            IF(EXISTS (SELECT 1 FROM information_schema.SYSTEM_VARIABLES WHERE VARIABLE_NAME = 'INNODB_SNAPSHOT_ISOLATION'),
              'SET SESSION innodb_snapshot_isolation = OFF',
              'DO 0')
            """),
    ];

    // A commit sets the time at which its transaction began.
    public override DateTime? UpdateHorizon(SnapshotMoment moment) => moment.SeesOthers ? moment.Time - moment.Open : null;

    // TRUNCATE leaves the UPDATE_TIME as it was.
    public override bool ForgetsUpdateTime => false;

    // What a cast gives may not be longer than max_allowed_packet, a column may.
    public override string SameBytes(string type, string left, string right) => ColumnType.Base(type) is "mediumtext" or "longtext"
        ? $"CASE WHEN LENGTH({left}) > @@max_allowed_packet OR LENGTH({right}) > @@max_allowed_packet THEN SHA2({left}, 256) <=> SHA2({right}, 256) ELSE {base.SameBytes(type, left, right)} END"
        : base.SameBytes(type, left, right);

    // A collation would take texts in it for the same that are not.
    public override string? Meaning(string json) => Version >= NormalJson ? $"CAST(JSON_NORMALIZE({json}) AS BINARY)" : null;

    protected override Version Oldest => Sequences;

    public override string TableNumbers(string database) =>
        $"""
        SELECT NAME, CONCAT(TABLE_ID, '-', SPACE) FROM information_schema.INNODB_SYS_TABLES
        WHERE NAME LIKE CONCAT(REPLACE(REPLACE({Quote.Literal(database)}, '_', '\_'), '%', '\%'), '/%') AND NAME NOT LIKE '%@%'
        """;

    public override string StoredTables(string database) =>
        $"""
        SELECT DISTINCT CONVERT(CONVERT(CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(NAME, '/', -1), '#', 1) AS BINARY) USING filename) USING utf8mb4)
        FROM information_schema.INNODB_SYS_TABLES
        WHERE CAST(CONVERT(CONVERT(CAST(SUBSTRING_INDEX(NAME, '/', 1) AS BINARY) USING filename) USING utf8mb4) AS BINARY) = CAST({Quote.Literal(database)} AS BINARY)
          AND NAME NOT LIKE '%/#%' AND NAME NOT LIKE '%/FTS\_%'
        """;

    public override string? ViewDependencies(string database) => null;

    public override string? DatabaseOptions(string database) => Version < SchemaComments
        ? null
        : $"SELECT 'comment', SCHEMA_COMMENT FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = {Quote.Literal(database)} AND SCHEMA_COMMENT <> ''";

    public override string UniqueParts(string database) =>
        $"""
        SELECT TABLE_NAME, INDEX_NAME, COLUMN_NAME, SUB_PART, NULL
        FROM information_schema.STATISTICS
        WHERE TABLE_SCHEMA = {Quote.Literal(database)} AND NON_UNIQUE = 0
        ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX
        """;

    public override string ColumnDetails(string database) =>
        $"""
        SELECT TABLE_NAME, COLUMN_NAME, NULLIF(COLUMN_DEFAULT, 'NULL'), 0, CHARACTER_SET_NAME, EXTRA LIKE '%on update %', GENERATION_EXPRESSION
        FROM information_schema.COLUMNS
        WHERE TABLE_SCHEMA = {Quote.Literal(database)}
        ORDER BY TABLE_NAME, ORDINAL_POSITION
        """;

    public override string? CheckConstraints(string database) =>
        $"""
        SELECT TABLE_NAME, CONSTRAINT_NAME, CHECK_CLAUSE
        FROM information_schema.CHECK_CONSTRAINTS
        WHERE CONSTRAINT_SCHEMA = {Quote.Literal(database)}
        ORDER BY TABLE_NAME, CONSTRAINT_NAME
        """;
}
