using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Faults;

/// <summary>A table whose file is damaged on the server's disk.</summary>
public sealed class DamagedTableTests
{
    private const int PageBytes = 16 << 10;
    private const int FirstDamaged = 20;

    [Theory, OnEachServer]
    public async Task A_table_with_damaged_pages_fails_the_backup_by_name_and_can_be_left_out(ServerKind kind)
    {
        var token = TestContext.Current.CancellationToken;
        await using var server = await PrivateServer.StartAsync(kind, ["--innodb-buffer-pool-load-at-startup=OFF"], token);
        await using var trip = await RoundTrip.MakeAsync(
            server,
            "CREATE TABLE whole (id INT PRIMARY KEY)", "INSERT INTO whole VALUES (1), (2)", "CREATE TABLE broken (id INT PRIMARY KEY, v VARCHAR(2000)) DEFAULT CHARSET=latin1",
            "INSERT INTO broken WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 900) SELECT i, REPEAT('x', 1900) FROM n");
        await server.StopAsync(token);
        Damage(server, trip.Source);
        await server.StartAgainAsync(token);

        var failure = await Should.ThrowAsync<FerryException>(() => trip.BackupAsync());

        failure.Kind.ShouldBe(FailureKind.Source);
        failure.Message.ShouldContain("broken");
        Directory.EnumerateFiles(trip.Folder, "*.zip", SearchOption.AllDirectories).ShouldBeEmpty();
        await server.StopAsync(token); // The server may have ended itself at the sight.
        await server.StartAgainAsync(token);
        var rest = await trip.BackupAsync(request => request with { Selection = Schema.TableSelection.All with { Exclude = ["broken"] } });
        rest.Manifest.Databases[0].Tables.Select(table => table.Name).ShouldBe(["whole"]);
    }

    private static void Damage(PrivateServer server, string database)
    {
        var path = Directory.EnumerateFiles(Path.GetDirectoryName(server.Log)!, "broken.ibd", SearchOption.AllDirectories)
            .Single(path => Path.GetFileName(Path.GetDirectoryName(path)) == database);
        using var file = File.Open(path, FileMode.Open, FileAccess.ReadWrite);
        var pages = (int)(file.Length / PageBytes);
        pages.ShouldBeGreaterThan(FirstDamaged + 5);
        for (var page = FirstDamaged; page < pages; page++)
        {
            file.Position = ((long)page * PageBytes) + 1000;
            file.Write([.. Enumerable.Repeat((byte)0xA5, 500)]);
        }
    }
}
