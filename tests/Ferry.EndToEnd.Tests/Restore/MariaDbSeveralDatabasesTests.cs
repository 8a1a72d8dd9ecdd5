using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Restore;

public sealed class MariaDbSeveralDatabasesTests() : ServerSeveralDatabasesTests(ServerKind.MariaDb);
