using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Fidelity;

/// <summary>Tables whose files lie in folders of their own or are encrypted, looked at after the server has started again.</summary>
public sealed class TableFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ferry-folder-");

    private string[] Tables =>
    [
        $"CREATE TABLE d (id INT PRIMARY KEY) DATA DIRECTORY='{_folder.FullName}'", "INSERT INTO d VALUES (1), (2)",
        $"CREATE TABLE p (id INT PRIMARY KEY) PARTITION BY RANGE (id) (PARTITION a VALUES LESS THAN (10) DATA DIRECTORY='{_folder.FullName}', PARTITION b VALUES LESS THAN MAXVALUE)",
        "INSERT INTO p VALUES (3), (30)",
    ];

    [Fact]
    public async Task Tables_in_folders_of_their_own_and_encrypted_ones_are_there_after_the_servers_next_start_on_mariadb()
    {
        var keys = Path.Combine(_folder.FullName, "keys");
        await File.WriteAllTextAsync(keys, $"1;{new string('a', 64)}\n7;{new string('b', 64)}\n", TestContext.Current.CancellationToken);
        await using var server = await PrivateServer.StartAsync(
            ServerKind.MariaDb, ["--plugin-load-add=file_key_management.so", $"--file-key-management-filename={keys}"], TestContext.Current.CancellationToken);
        await using var trip = await RoundTrip.MakeAsync(
            server, [.. Tables, "CREATE TABLE e (id INT PRIMARY KEY, v TEXT) ENCRYPTED=YES ENCRYPTION_KEY_ID=7", "INSERT INTO e VALUES (1, 'secret')"]);

        var backup = await trip.BackupAsync();
        await trip.RestoreAsync(backup.Archive);
        await trip.RestoreAsync(backup.Archive);
        await server.StopAsync(TestContext.Current.CancellationToken);
        await server.StartAgainAsync(TestContext.Current.CancellationToken);

        (await trip.RestoredAsync("SELECT CONCAT((SELECT SUM(id) FROM d), ' ', (SELECT SUM(id) FROM p))")).ShouldBe("3 33");
        Convert.ToInt32(await trip.RestoredAsync("SELECT CURRENT_KEY_ID FROM information_schema.INNODB_TABLESPACES_ENCRYPTION WHERE NAME = CONCAT(DATABASE(), '/e') AND ENCRYPTION_SCHEME = 1")).ShouldBe(7);
        (await trip.RestoredAsync("SELECT v FROM e")).ShouldBe("secret");
    }

    // Moved aside, its table would be gone after the server's next start.
    [Fact]
    public async Task A_target_with_such_a_table_is_refused_unchanged_on_mariadb()
    {
        await using var trip = await RoundTrip.MakeAsync(ServerKind.MariaDb, "CREATE TABLE d (id INT PRIMARY KEY)");
        var backup = await trip.BackupAsync();
        await ServerText.ExecuteAsync(trip.RestoredConnection, Tables, TestContext.Current.CancellationToken);

        var failure = await Should.ThrowAsync<FerryException>(() => trip.RestoreAsync(backup.Archive));

        failure.Kind.ShouldBe(FailureKind.Refused);
        failure.Code.ShouldBe("mysql.data-directory");
        (await trip.RestoredAsync("SELECT CONCAT((SELECT SUM(id) FROM d), ' ', (SELECT SUM(id) FROM p))")).ShouldBe("3 33");
    }

    [Fact]
    public async Task The_plan_names_such_a_table_of_the_target_unless_it_is_not_replaced_on_mariadb()
    {
        await using var trip = await RoundTrip.MakeAsync(ServerKind.MariaDb, "CREATE TABLE d (id INT PRIMARY KEY)", "CREATE TABLE other (id INT PRIMARY KEY)");
        var backup = await trip.BackupAsync();
        await ServerText.ExecuteAsync(trip.RestoredConnection, Tables, TestContext.Current.CancellationToken);

        var whole = await trip.PlanAsync(backup.Archive);
        var one = await trip.PlanAsync(backup.Archive, request => request with { Tables = ["other"] });

        whole.Blocked.ShouldBeTrue();
        whole.Findings.ShouldContain(finding => finding.Code == "mysql.data-directory" && finding.Message.Contains("Table d "));
        one.Blocked.ShouldBeFalse();
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
