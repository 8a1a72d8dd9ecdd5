using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Restore;

public sealed class MySqlSeveralDatabasesTests() : ServerSeveralDatabasesTests(ServerKind.MySql);
