using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Fidelity;

/// <summary>A server that refuses LOAD DATA LOCAL and takes packets of 4 MB: rows arrive as INSERT statements.</summary>
public sealed class InsertPathTests
{
    private static readonly string[] _options = ["--local-infile=OFF", "--max-allowed-packet=4M"];

    [Theory, OnEachServer]
    public async Task Rows_near_the_servers_packets_come_back_without_bulk_loading(ServerKind kind)
    {
        await using var server = await PrivateServer.StartAsync(kind, _options, TestContext.Current.CancellationToken);
        await using var trip = await RoundTrip.MakeAsync(
            server,
            "CREATE TABLE t (id INT PRIMARY KEY, l LONGBLOB, m LONGTEXT) DEFAULT CHARSET=utf8mb4",
            "INSERT INTO t VALUES (1, REPEAT(0x005C0A09, 490000), NULL), (2, REPEAT(0x5C, 1990000), ''), (3, NULL, REPEAT('é\\n', 600000)), (4, REPEAT(0x00, 100), REPEAT('x', 3900000)), (5, 'small', 'small')");

        var plan = await trip.PlanAsync((await trip.BackupAsync()).Archive);
        plan.Findings.ShouldContain(finding => finding.Code == "mysql.local-infile-off");
        await trip.RunAsync();

        await trip.ShouldBeEqualAsync();
    }

    [Theory, OnEachServer]
    public async Task A_row_longer_than_the_servers_packets_fails_by_name_and_changes_nothing(ServerKind kind)
    {
        await using var server = await PrivateServer.StartAsync(kind, _options, TestContext.Current.CancellationToken);
        await using var trip = await RoundTrip.MakeAsync(
            server, "CREATE TABLE small (id INT PRIMARY KEY)", "CREATE TABLE large (id INT PRIMARY KEY, l LONGBLOB)", "INSERT INTO large VALUES (1, REPEAT(0x5C00, 1900000))");
        var backup = await trip.BackupAsync();

        var failure = await Should.ThrowAsync<FerryException>(() => trip.RestoreAsync(backup.Archive));

        failure.Kind.ShouldBe(FailureKind.Destination);
        failure.Code.ShouldBe("mysql.packet-too-large");
        failure.Message.ShouldContain("large");
        failure.Remedy.ShouldNotBeNull().ShouldContain("local_infile");
        Convert.ToInt32(await trip.RestoredAsync("SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()")).ShouldBe(0);
    }
}
