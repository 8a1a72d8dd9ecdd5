namespace Ferry.MySql.Dialects;

internal sealed class MySqlDialect(Version version) : ServerDialect(version)
{
    private static readonly Version DataDictionary = new(8, 0);
    private static readonly Version GeneratedInvisiblePrimaryKey = new(8, 0, 30);
    private static readonly Version ReplicaWords = new(8, 0, 22);
    private static readonly Version BinaryLogStatus = new(8, 2);
    private static readonly Version ViewUsage = new(8, 0, 13);

    public override string Product => "MySQL";

    public override IReadOnlyList<string> Pins =>
    [
        "SET SESSION time_zone = '+00:00', sql_mode = '" + ReadingMode + "', sql_quote_show_create = 1, wait_timeout = 2147483, net_read_timeout = 86400, net_write_timeout = 86400, "
            + "max_execution_time = 0, sql_select_limit = DEFAULT, information_schema_stats_expiry = 0",
        .. Version >= GeneratedInvisiblePrimaryKey ? ["SET SESSION show_gipk_in_create_table_and_information_schema = ON"] : Array.Empty<string>(),
    ];

    public override string Identity => "SELECT @@server_uuid, @@global.read_only OR @@global.super_read_only";

    public override string LogPosition => Version >= BinaryLogStatus ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS";

    public override string ExecutedTransactions => "SELECT IF(@@global.gtid_mode = 'ON', @@global.gtid_executed, NULL)";

    public override string ReplicaStatus => Version >= ReplicaWords ? "SHOW REPLICA STATUS" : "SHOW SLAVE STATUS";

    public override string UsableIndex => "IS_VISIBLE = 'YES' AND EXPRESSION IS NULL";

    protected override Version Oldest => DataDictionary;

    public override string? ViewDependencies(string database) => Version < ViewUsage
        ? null
        : "SELECT VIEW_NAME, TABLE_NAME FROM information_schema.VIEW_TABLE_USAGE "
            + $"WHERE VIEW_SCHEMA = {Quote.Literal(database)} AND TABLE_SCHEMA = {Quote.Literal(database)} ORDER BY VIEW_NAME, TABLE_NAME";

    public override string? DatabaseOptions(string database) => Version < ViewUsage
        ? null
        : $"SELECT 'encryption', DEFAULT_ENCRYPTION FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = {Quote.Literal(database)}";
}
