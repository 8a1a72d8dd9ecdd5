namespace Ferry.MySql.Dialects;

internal sealed class MariaDbDialect(Version version) : ServerDialect(version)
{
    private static readonly Version Sequences = new(10, 3);
    private static readonly Version BackupStages = new(10, 4, 1);
    private static readonly Version SchemaComments = new(10, 5);
    private static readonly Version IgnoredIndexes = new(10, 6);
    private static readonly Version InsertableHistory = new(10, 11);

    public override string Product => "MariaDB";

    /// <summary>Whether BACKUP STAGE exists.</summary>
    public bool HasBackupStages => Version >= BackupStages;

    /// <summary>Whether rows of the past can be loaded into system-versioned tables (<c>system_versioning_insert_history</c>).</summary>
    public bool HasInsertableHistory => Version >= InsertableHistory;

    public override IReadOnlyList<string> Pins =>
    [
        "SET SESSION time_zone = '+00:00', sql_mode = '" + ReadingMode + "', sql_quote_show_create = 1, wait_timeout = 2147483, net_read_timeout = 86400, net_write_timeout = 86400, "
            + "max_statement_time = 0, sql_select_limit = DEFAULT, system_versioning_asof = DEFAULT",
    ];

    // MariaDB has no uuid of its own; host, port, data directory and server_id together tell any two servers apart.
    public override string Identity =>
        "SELECT SHA2(CONCAT_WS('|', @@global.hostname, @@global.port, @@global.socket, @@global.datadir, @@global.server_id), 224), @@global.read_only";

    public override string LogPosition => "SHOW MASTER STATUS";

    public override string ExecutedTransactions => "SELECT IF(@@global.log_bin, @@global.gtid_binlog_pos, NULL)";

    public override string ReplicaStatus => "SHOW ALL SLAVES STATUS";

    public override string UsableIndex => Version >= IgnoredIndexes ? "IGNORED = 'NO'" : "1 = 1";

    protected override Version Oldest => Sequences;

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
        SELECT TABLE_NAME, COLUMN_NAME, NULLIF(COLUMN_DEFAULT, 'NULL'), 0, CHARACTER_SET_NAME, EXTRA LIKE '%on update %'
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
