using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Sync.Cases;

internal sealed class ServerCaseEngine(ServerKind kind) : ICaseEngine
{
    public ServerKind Kind => kind;

    public Task<SyncSide> SideAsync() => ServerSide.MakeAsync(kind);

    public string Exact => "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

    public string Loose(bool spaces) => "CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci";

    public string Unchecked => "SET foreign_key_checks = 0;";

    public string Refusing(string table) => $"CREATE TRIGGER refusing BEFORE INSERT ON {table} FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'refused'";
}
