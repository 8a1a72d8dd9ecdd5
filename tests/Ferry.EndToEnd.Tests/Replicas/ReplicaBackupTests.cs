using Ferry.Backup;
using Ferry.Databases;
using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.Storage;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Replicas;

public sealed class ReplicaBackupTests
{
    [Fact]
    public async Task A_backup_reads_from_the_replica_and_names_both_positions()
    {
        var token = TestContext.Current.CancellationToken;
        await using var primary = await PrivateServer.StartAsync(ServerKind.MariaDb, ["--server-id=11"], token);
        await using var replica = await PrivateServer.StartAsync(ServerKind.MariaDb, ["--server-id=12", "--read-only=ON"], token);
        var start = await ServerText.ScalarAsync(primary.ConnectionString, "SELECT @@gtid_binlog_pos", token);
        await ServerText.ExecuteAsync(
            replica.ConnectionString,
            ["RESET MASTER", $"SET GLOBAL gtid_slave_pos = '{start}'", $"CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT={primary.Port}, MASTER_USER='root', MASTER_USE_GTID=slave_pos, MASTER_CONNECT_RETRY=1", "START SLAVE"], token);
        await ServerText.ExecuteAsync(
            primary.ConnectionString, ["CREATE DATABASE app", "CREATE TABLE app.t (id INT PRIMARY KEY)", "INSERT INTO app.t VALUES (1), (2), (3)"], token);
        var reached = await ServerText.ScalarAsync(primary.ConnectionString, "SELECT @@gtid_binlog_pos", token);
        await ServerText.ScalarAsync(replica.ConnectionString, $"SELECT MASTER_GTID_WAIT('{reached}', 60)", token);
        await ServerText.ExecuteAsync(replica.ConnectionString, ["STOP SLAVE SQL_THREAD"], token);
        await ServerText.ExecuteAsync(primary.ConnectionString, ["INSERT INTO app.t VALUES (4)"], token);
        var folder = Directory.CreateTempSubdirectory("ferry-replica-");

        var result = await new BackupEngine(RoundTrip.Providers, TimeProvider.System).RunAsync(
            new BackupRequest
            {
                Application = "app",
                Environment = "production",
                Databases = new Dictionary<string, DatabaseTarget> { ["main"] = primary.Target("app") with { Replica = $"127.0.0.1:{replica.Port}" } },
                Destination = new FileStorage(folder.FullName),
            },
            null,
            token);

        folder.Delete(recursive: true);
        var database = result.Manifest.Databases[0];
        database.Rows.ShouldBe(3);
        database.Server.ReadOnly.ShouldBeTrue();
        database.Server.Role.ShouldBe(ServerRole.Replica);
        database.Consistency.Position.Keys.ShouldContain(key => key.StartsWith("source", StringComparison.Ordinal) || key.StartsWith("replica", StringComparison.Ordinal), string.Join(" ", database.Consistency.Position));
    }
}
