using System.Text;
using Ferry.Databases;
using Ferry.MySql.Reading.Snapshots;

namespace Ferry.MySql.Dialects;

internal sealed class MySqlDialect(Version version) : ServerDialect(version)
{
    private static readonly Version DataDictionary = new(8, 0);
    private static readonly Version GeneratedInvisiblePrimaryKey = new(8, 0, 30);
    private static readonly Version ReplicaWords = new(8, 0, 22);
    private static readonly Version BinaryLogStatus = new(8, 2);
    private static readonly Version RoutinePrivilege = new(8, 0, 20);
    private static readonly Version FlushPrivilege = new(8, 0, 23);
    private static readonly Version ViewUsage = new(8, 0, 13);
    private static readonly Version FunctionalKeys = new(8, 0, 13);
    private static readonly Version EnforcedChecks = new(8, 0, 16);

    public override string Product => "MySQL";

    public override IReadOnlyList<string> Pins =>
    [
        "SET SESSION time_zone = '+00:00', sql_mode = '" + ReadingMode + "', sql_quote_show_create = 1, wait_timeout = 2147483, net_read_timeout = 86400, net_write_timeout = 86400, "
            + "max_execution_time = 0, sql_select_limit = DEFAULT, information_schema_stats_expiry = 0",
        .. Version >= GeneratedInvisiblePrimaryKey ? ["SET SESSION show_gipk_in_create_table_and_information_schema = ON"] : Array.Empty<string>(),
    ];

    public override string Identity => "SELECT @@server_uuid, @@global.read_only OR @@global.super_read_only";

    public override IdentityCertainty IdentityCertainty => IdentityCertainty.Drawn;

    public override string LogPosition => Version >= BinaryLogStatus ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS";

    public override string ExecutedTransactions => "SELECT IF(@@global.gtid_mode = 'ON', @@global.gtid_executed, NULL)";

    public override string ReplicaStatus => Version >= ReplicaWords ? "SHOW REPLICA STATUS" : "SHOW SLAVE STATUS";

    public override string UsableIndex => "IS_VISIBLE = 'YES' AND EXPRESSION IS NULL";

    public override string ProvingInsert(string insert) => $"INSERT /*+ SET_VAR(foreign_key_checks = 1) */{insert["INSERT".Length..]}";

    public override IReadOnlyList<BackupGrant> BackupGrants(string account, string password, string database) =>
    [
        new($"CREATE USER {account} IDENTIFIED BY {password}", "The account itself.", Required: true),
        new($"GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON {database}.* TO {account}", SeesEverything, Required: true),
        Version >= RoutinePrivilege
            ? new($"GRANT SHOW_ROUTINE ON *.* TO {account}", "Functions and procedures of other accounts.", Required: true)
            : new($"GRANT SELECT ON *.* TO {account}", "Functions and procedures of other accounts: before 8.0.20 nothing less shows them.", Required: true),
        new($"GRANT {(Version >= FlushPrivilege ? "FLUSH_TABLES" : "RELOAD")}, BACKUP_ADMIN ON *.* TO {account}",
            "Rung backup-lock: several connections read one moment, and nobody changes definitions while they open it.", Required: false),
        new($"GRANT LOCK TABLES ON {database}.* TO {account}", "Rung table-locks: the same at a higher price, where a managed server does not grant the line above.", Required: false),
        new($"GRANT REPLICATION CLIENT ON *.* TO {account}", PositionAndRole, Required: false),
        new($"GRANT PROCESS ON *.* TO {account}", "A lock that stalls is traced to its holder, and tables that the account may not read are named. Shows it every running statement.", Required: false),
    ];

    // A commit sets the time of its own moment.
    public override DateTime? UpdateHorizon(SnapshotMoment moment) => moment.Time;

    public override bool ForgetsUpdateTime => true;

    public override string? Meaning(string json) => $"CAST({json} AS JSON)";

    protected override Version Oldest => DataDictionary;

    public override string TableNumbers(string database) =>
        $"""
        SELECT NAME, CONCAT(TABLE_ID, '-', SPACE) FROM information_schema.INNODB_TABLES
        WHERE NAME LIKE CONCAT(REPLACE(REPLACE({Quote.Literal(database)}, '_', '\_'), '%', '\%'), '/%') AND NAME NOT LIKE '%@%'
        """;

    // Nothing decodes the names of files here: those with codes in them are left out.
    public override string StoredTables(string database) =>
        $"""
        SELECT DISTINCT SUBSTRING_INDEX(SUBSTRING_INDEX(NAME, '/', -1), '#', 1) FROM information_schema.INNODB_TABLES
        WHERE CAST(SUBSTRING_INDEX(NAME, '/', 1) AS BINARY) = CAST({Quote.Literal(database)} AS BINARY) AND NAME NOT LIKE '%@%' AND NAME NOT LIKE '%/#%' AND NAME NOT LIKE '%/fts\_%'
        """;

    public override string? ViewDependencies(string database) => Version < ViewUsage
        ? null
        : "SELECT VIEW_NAME, TABLE_NAME FROM information_schema.VIEW_TABLE_USAGE "
            + $"WHERE VIEW_SCHEMA = {Quote.Literal(database)} AND TABLE_SCHEMA = {Quote.Literal(database)} ORDER BY VIEW_NAME, TABLE_NAME";

    public override string? DatabaseOptions(string database) => Version < ViewUsage
        ? null
        : $"SELECT 'encryption', DEFAULT_ENCRYPTION FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = {Quote.Literal(database)}";

    public override string UniqueParts(string database) => Version < FunctionalKeys
        ? $"""
          SELECT TABLE_NAME, INDEX_NAME, COLUMN_NAME, SUB_PART, NULL
          FROM information_schema.STATISTICS
          WHERE TABLE_SCHEMA = {Quote.Literal(database)} AND NON_UNIQUE = 0
          ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX
          """
        : $"""
          SELECT TABLE_NAME, INDEX_NAME, COLUMN_NAME, SUB_PART, EXPRESSION
          FROM information_schema.STATISTICS
          WHERE TABLE_SCHEMA = {Quote.Literal(database)} AND NON_UNIQUE = 0
          ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX
          """;

    public override string ColumnDetails(string database) =>
        $"""
        SELECT TABLE_NAME, COLUMN_NAME,
            CASE
                WHEN EXTRA LIKE '%DEFAULT_GENERATED%' THEN CONCAT('(', COLUMN_DEFAULT, ')')
                WHEN DATA_TYPE IN ('bit', 'binary', 'varbinary') THEN COLUMN_DEFAULT
                WHEN COLUMN_DEFAULT IS NOT NULL THEN QUOTE(COLUMN_DEFAULT)
            END,
            EXTRA LIKE '%DEFAULT_GENERATED%', CHARACTER_SET_NAME, EXTRA LIKE '%on update %', GENERATION_EXPRESSION
        FROM information_schema.COLUMNS
        WHERE TABLE_SCHEMA = {Quote.Literal(database)}
        ORDER BY TABLE_NAME, ORDINAL_POSITION
        """;

    public override string? CheckConstraints(string database) => Version < EnforcedChecks
        ? null
        : $"""
          SELECT t.TABLE_NAME, t.CONSTRAINT_NAME, c.CHECK_CLAUSE
          FROM information_schema.TABLE_CONSTRAINTS AS t
          JOIN information_schema.CHECK_CONSTRAINTS AS c ON c.CONSTRAINT_SCHEMA = t.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = t.CONSTRAINT_NAME
          WHERE t.TABLE_SCHEMA = {Quote.Literal(database)} AND t.CONSTRAINT_TYPE = 'CHECK' AND t.ENFORCED = 'YES'
          ORDER BY t.TABLE_NAME, t.CONSTRAINT_NAME
          """;

    // The data dictionary keeps expressions as they are written inside a string literal.
    public override string Expression(string kept)
    {
        var expression = new StringBuilder(kept.Length);
        for (var at = 0; at < kept.Length; at++)
        {
            var escaped = kept[at] == '\\' && at + 1 < kept.Length;
            _ = expression.Append((escaped, escaped ? kept[++at] : kept[at]) switch
            {
                (true, 'n') => '\n',
                (true, 'r') => '\r',
                (true, '0') => '\0',
                (true, 'Z') => '\x1A',
                var (_, letter) => letter,
            });
        }

        return expression.ToString();
    }
}
