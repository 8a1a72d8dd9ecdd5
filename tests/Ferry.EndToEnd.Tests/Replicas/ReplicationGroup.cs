using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Replicas;

/// <summary>A MySQL server that is a replication group by itself: it takes and refuses what a group of several does.</summary>
internal static class ReplicationGroup
{
    public static async Task<PrivateServer> StartAsync(params string[] options)
    {
        var address = $"127.0.0.1:{GaleraCluster.FreePorts(1)[0]}";
        var member = await PrivateServer.StartAsync(
            ServerKind.MySql,
            [
                "--plugin-load-add=group_replication.so", "--loose-group-replication-group-name=5d1a2b3c-0000-4000-8000-000000000001", "--loose-group-replication-bootstrap-group=ON",
                "--loose-group-replication-start-on-boot=ON", "--report-host=127.0.0.1", $"--loose-group-replication-local-address={address}", $"--loose-group-replication-group-seeds={address}", .. options,
            ],
            TestContext.Current.CancellationToken);
        try
        {
            await Eventually.IsAsync(member, "SELECT MEMBER_STATE FROM performance_schema.replication_group_members WHERE @@GLOBAL.super_read_only = 0", "ONLINE");
            return member;
        }
        catch
        {
            await member.DisposeAsync();
            throw;
        }
    }
}
