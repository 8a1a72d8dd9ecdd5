namespace Ferry.EndToEnd.Tests.Sync.Cases;

internal sealed class SqliteCaseEngine : ICaseEngine
{
    public Task<SyncSide> SideAsync() => Task.FromResult<SyncSide>(new SqliteSide());

    public string Exact => "";

    public string Loose(bool spaces) => spaces ? "COLLATE RTRIM" : "COLLATE NOCASE";

    public string Unchecked => "PRAGMA foreign_keys = OFF;";

    public string Refusing(string table) => $"CREATE TRIGGER refusing BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'refused'); END";
}
