using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Fidelity;

public sealed class StorageEngineTests
{
    [Fact]
    public async Task Tables_without_rows_of_their_own_come_back_as_structure_on_mysql()
    {
        await using var trip = await RoundTrip.MakeAsync(
            ServerKind.MySql,
            "CREATE TABLE hole (id INT PRIMARY KEY) ENGINE=BLACKHOLE", "INSERT INTO hole VALUES (1)", "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)");

        var backup = await trip.BackupAsync();
        await trip.RestoreAsync(backup.Archive);

        await trip.ShouldBeEqualAsync();
        backup.Manifest.Databases[0].Tables.Single(table => table.Name == "hole").Chunks.ShouldBeEmpty();
    }

    [Theory, OnEachServer]
    public async Task Tables_whose_rows_are_on_another_server_come_back_as_structure(ServerKind kind)
    {
        var token = TestContext.Current.CancellationToken;
        await using var far = await TestServer.Of(kind).RequireAvailable().CreateDatabaseAsync("far", token);
        await ServerText.ExecuteAsync(far.ConnectionString, ["CREATE TABLE t (id INT PRIMARY KEY, v TEXT)", "INSERT INTO t VALUES (1, 'x')"], token);
        var port = far.Target.Port;
        await using var trip = await RoundTrip.MakeAsync(
            kind, $"CREATE TABLE f (id INT PRIMARY KEY, v TEXT) ENGINE=FEDERATED CONNECTION='mysql://root@127.0.0.1:{port}/{far.Name}/t'", "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (7)");

        var backup = await trip.BackupAsync();
        await trip.RestoreAsync(backup.Archive);
        await trip.RestoreAsync(backup.Archive);

        await trip.ShouldBeEqualAsync();
        backup.Manifest.Databases[0].Tables.Single(table => table.Name == "f").Chunks.ShouldBeEmpty();
        (await ServerText.ScalarAsync(far.ConnectionString, "SELECT CONCAT(COUNT(*), MAX(v)) FROM t", token)).ShouldBe("1x");
    }

    [Theory, OnEachServer]
    public async Task A_table_of_another_server_that_does_not_answer_stops_no_backup(ServerKind kind)
    {
        var token = TestContext.Current.CancellationToken;
        await using var far = await TestServer.Of(kind).RequireAvailable().CreateDatabaseAsync("far", token);
        await ServerText.ExecuteAsync(far.ConnectionString, ["CREATE TABLE t (id INT PRIMARY KEY)"], token);
        await using var trip = await RoundTrip.MakeAsync(
            kind, $"CREATE TABLE f (id INT PRIMARY KEY) ENGINE=FEDERATED CONNECTION='mysql://root@127.0.0.1:{far.Target.Port}/{far.Name}/t'", "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (7), (8)");
        await ServerText.ExecuteAsync(far.ConnectionString, ["DROP TABLE t"], token);

        var backup = await trip.BackupAsync();

        var tables = backup.Manifest.Databases[0].Tables;
        tables.Select(table => table.Name).ShouldBe(["f", "t"], ignoreOrder: true);
        tables.Single(table => table.Name == "t").Rows.ShouldBe(2);
    }

    [Theory, OnEachServer]
    public async Task Merged_tables_come_back_without_their_rows_twice(ServerKind kind)
    {
        await using var trip = await RoundTrip.MakeAsync(
            kind,
            "CREATE TABLE m1 (id INT NOT NULL, KEY (id)) ENGINE=MyISAM", "CREATE TABLE m2 (id INT NOT NULL, KEY (id)) ENGINE=MyISAM",
            "CREATE TABLE a_both (id INT NOT NULL, KEY (id)) ENGINE=MERGE UNION=(m1, m2) INSERT_METHOD=LAST", "INSERT INTO m1 VALUES (1)", "INSERT INTO a_both VALUES (2)");

        await trip.RunAsync();

        await trip.ShouldBeEqualAsync();
        Convert.ToInt64(await trip.RestoredAsync("SELECT SUM(id) FROM m1 NATURAL JOIN a_both")).ShouldBe(1);
    }

    [Fact]
    public Task Archive_tables_come_back_on_mysql() => RoundTrip.SurvivesAsync(
        ServerKind.MySql, "CREATE TABLE a (id INT AUTO_INCREMENT PRIMARY KEY, v TEXT) ENGINE=ARCHIVE", "INSERT INTO a VALUES (1, 'x'), (5, NULL)");

    [Fact]
    public Task Aria_tables_come_back_on_mariadb() => RoundTrip.SurvivesAsync(
        ServerKind.MariaDb, "CREATE TABLE a (id INT PRIMARY KEY, v TEXT, FULLTEXT KEY (v)) ENGINE=Aria TRANSACTIONAL=1 PAGE_CHECKSUM=1", "INSERT INTO a VALUES (1, 'x')");

    [Theory, OnEachServer]
    public Task Full_text_tables_with_their_own_document_ids_come_back(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (FTS_DOC_ID BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, a TEXT, b TEXT, FULLTEXT KEY f1 (a), FULLTEXT KEY f2 (b), FULLTEXT KEY f3 (a, b))",
        "INSERT INTO t VALUES (5, 'some words', 'here'), (9, 'other words', NULL)",
        "CREATE TABLE u (id INT PRIMARY KEY, FTS_DOC_ID BIGINT UNSIGNED NOT NULL, a TEXT, UNIQUE KEY FTS_DOC_ID_INDEX (FTS_DOC_ID), FULLTEXT KEY f1 (a))",
        "INSERT INTO u VALUES (1, 7, 'words')");

    [Theory, OnEachServer]
    public async Task A_table_that_cannot_be_read_is_named_and_never_left_out_silently(ServerKind kind)
    {
        await using var trip = await RoundTrip.MakeAsync(
            kind,
            "CREATE TABLE m1 (id INT) ENGINE=MyISAM", "CREATE TABLE broken (id INT) ENGINE=MERGE UNION=(m1)", "DROP TABLE m1", "CREATE TABLE t (id INT)", "INSERT INTO t VALUES (7)");

        var failure = await Should.ThrowAsync<FerryException>(() => trip.RunAsync());

        failure.Code.ShouldBe("backup.omissions");
        failure.Reason.ShouldNotBeNull().ShouldContain("broken");
        var rest = await trip.BackupAsync(request => request with { AllowOmissions = true });
        rest.Warnings.ShouldContain(warning => warning.Message.Contains("broken"));
        await trip.RestoreAsync(rest.Archive);
        Convert.ToInt64(await trip.RestoredAsync("SELECT id FROM t")).ShouldBe(7);
    }

    [Theory, OnEachServer]
    public async Task A_table_whose_file_is_gone_is_named_and_no_backup_is_left(ServerKind kind)
    {
        await using var trip = await RoundTrip.MakeAsync(
            kind, "CREATE TABLE t (id INT)", "CREATE TABLE broken (id INT PRIMARY KEY)", "INSERT INTO broken VALUES (1)", "ALTER TABLE broken DISCARD TABLESPACE");

        var failure = await Should.ThrowAsync<FerryException>(() => trip.BackupAsync());

        failure.Kind.ShouldBe(FailureKind.Source);
        failure.Message.ShouldContain("broken");
        Directory.EnumerateFiles(trip.Folder, "*.zip", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Theory, OnEachServer]
    public Task Physical_options_of_tables_come_back(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE f (id INT PRIMARY KEY, v CHAR(10)) ENGINE=MyISAM ROW_FORMAT=FIXED CHECKSUM=1 MAX_ROWS=1000 AVG_ROW_LENGTH=50", "INSERT INTO f VALUES (1, 'x')",
        kind == ServerKind.MariaDb
            ? "CREATE TABLE c (id INT PRIMARY KEY, v TEXT COMPRESSED) PAGE_COMPRESSED=1"
            : "CREATE TABLE c (id INT PRIMARY KEY, v TEXT) COMPRESSION='zlib' TABLESPACE=innodb_file_per_table",
        "INSERT INTO c VALUES (1, REPEAT('x', 5000))");

    [Theory, OnEachServer]
    public Task Rows_at_the_widest_come_back(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE w (a VARBINARY(32767), b VARBINARY(32763))", "INSERT INTO w VALUES (REPEAT(0x00, 32767), REPEAT(0x5C, 32763))",
        $"CREATE TABLE c ({string.Join(", ", Enumerable.Range(0, 1017).Select(number => $"c{number} TINYINT"))})", "INSERT INTO c () VALUES ()");
}
