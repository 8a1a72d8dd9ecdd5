using System.Runtime.Versioning;
using Ferry.Databases;

namespace Ferry.Sqlite.Tests.Images;

public sealed class ReplacementTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Target => _folder.File("app.db");

    private string Image => _folder.File("image.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("WAL", "WAL")]
    [InlineData("WAL", "DELETE")]
    [InlineData("DELETE", "WAL")]
    [InlineData("PERSIST", "DELETE")]
    [InlineData("TRUNCATE", "DELETE")]
    public async Task Case_02_Replaces_without_sidecars_and_keeps_the_images_journal_mode(string targetJournal, string imageJournal)
    {
        TemporaryFolder.Execute(Target, $"PRAGMA journal_mode = {targetJournal}", "CREATE TABLE old (x)", "INSERT INTO old VALUES (1)");
        TemporaryFolder.Execute(Image, $"PRAGMA journal_mode = {imageJournal}", "CREATE TABLE new (x)", "INSERT INTO new VALUES (2)");

        await ReplaceAsync();

        File.Exists(Image).ShouldBeFalse();
        Fidelity.CopiedDatabase.ShouldHaveNoSidecars(Target);
        using var database = RawDatabase.Open(Target);
        database.Text("SELECT name FROM sqlite_schema").ShouldBe("new");
        database.Text("PRAGMA integrity_check").ShouldBe("ok");
        database.Text("PRAGMA journal_mode").ShouldBe(imageJournal == "WAL" ? "wal" : "delete");
    }

    [Fact]
    public async Task Case_02_Removes_a_log_that_a_killed_process_left_beside_the_old_database()
    {
        MakeKilled(Target);
        File.Exists(Target + "-wal").ShouldBeTrue();
        TemporaryFolder.Execute(Image, "CREATE TABLE new (x)", "INSERT INTO new VALUES (2)");

        await ReplaceAsync();

        Fidelity.CopiedDatabase.ShouldHaveNoSidecars(Target);
        using var database = RawDatabase.Open(Target);
        database.Text("SELECT group_concat(name) FROM sqlite_schema").ShouldBe("new");
        database.Text("PRAGMA integrity_check").ShouldBe("ok");
    }

    [Fact]
    public async Task Case_02_Removes_a_log_without_a_database()
    {
        MakeKilled(Target);
        File.Delete(Target);
        TemporaryFolder.Execute(Image, "CREATE TABLE new (x)");

        await ReplaceAsync();

        Fidelity.CopiedDatabase.ShouldHaveNoSidecars(Target);
        using var database = RawDatabase.Open(Target);
        database.Text("SELECT name FROM sqlite_schema").ShouldBe("new");
    }

    [Theory]
    [InlineData("WAL", "SELECT 1 FROM old")]
    [InlineData("WAL", "BEGIN IMMEDIATE")]
    [InlineData("DELETE", "BEGIN; SELECT 1 FROM old")]
    [InlineData("DELETE", "BEGIN IMMEDIATE")]
    public async Task Refuses_while_another_connection_holds_the_database_and_changes_nothing(string journal, string holding)
    {
        TemporaryFolder.Execute(Target, $"PRAGMA journal_mode = {journal}", "CREATE TABLE old (x)", "INSERT INTO old VALUES (1)");
        TemporaryFolder.Execute(Image, "CREATE TABLE new (x)");
        using (var application = RawDatabase.Open(Target))
        {
            application.Execute("PRAGMA journal_mode");
            application.Execute(holding);

            var failure = await Should.ThrowAsync<FerryException>(ReplaceAsync());

            failure.Kind.ShouldBe(FailureKind.Refused);
            failure.Code.ShouldBe("sqlite.in-use");
            application.Text("SELECT x FROM old").ShouldBe("1");
        }

        File.Exists(Image).ShouldBeTrue();
        using var database = RawDatabase.Open(Target);
        database.Text("SELECT x FROM old").ShouldBe("1");
        database.Text("PRAGMA journal_mode").ShouldBe(journal == "WAL" ? "wal" : "delete");
    }

    [Fact]
    public async Task Lets_a_forgotten_idle_connection_write_nowhere()
    {
        TemporaryFolder.Execute(Target, "CREATE TABLE old (x)", "INSERT INTO old VALUES (1)");
        TemporaryFolder.Execute(Image, "CREATE TABLE new (x)");
        using (var forgotten = RawDatabase.Open(Target))
        {
            forgotten.Text("SELECT x FROM old").ShouldBe("1");

            await ReplaceAsync();

            Should.Throw<InvalidOperationException>(() => forgotten.Execute("INSERT INTO old VALUES (2)"));
        }

        Fidelity.CopiedDatabase.ShouldHaveNoSidecars(Target);
        using var database = RawDatabase.Open(Target);
        database.Text("SELECT group_concat(name) FROM sqlite_schema").ShouldBe("new");
        database.Text("PRAGMA integrity_check").ShouldBe("ok");
    }

    [Fact]
    public async Task Replaces_an_empty_file()
    {
        await File.WriteAllBytesAsync(Target, [], Cancellation);
        TemporaryFolder.Execute(Image, "CREATE TABLE new (x)");
        await using var session = await Sessions.OpenAsync(Target, SessionAccess.Write);

        var catalog = await session.Schema.ReadAsync(Ferry.Schema.TableSelection.All, Cancellation);
        await (await session.Image!.ReplaceAsync(Image, Image + ".old", Cancellation)).KeepAsync(Cancellation);

        catalog.ShouldNotBeNull().Tables.ShouldBeEmpty();
        using var database = RawDatabase.Open(Target);
        database.Text("SELECT name FROM sqlite_schema").ShouldBe("new");
    }

    [Fact]
    public async Task Replaces_what_is_no_database()
    {
        await File.WriteAllTextAsync(Target, "<!DOCTYPE html><title>404</title>", Cancellation);
        await File.WriteAllTextAsync(Target + "-wal", "rubbish", Cancellation);
        TemporaryFolder.Execute(Image, "CREATE TABLE new (x)");

        await ReplaceAsync();

        Fidelity.CopiedDatabase.ShouldHaveNoSidecars(Target);
        using var database = RawDatabase.Open(Target);
        database.Text("SELECT name FROM sqlite_schema").ShouldBe("new");
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Keeps_the_file_mode_of_the_database_it_replaces()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
        TemporaryFolder.Execute(Target, "CREATE TABLE old (x)");
        File.SetUnixFileMode(Target, Mode);
        TemporaryFolder.Execute(Image, "CREATE TABLE new (x)");
        File.SetUnixFileMode(Image, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        await ReplaceAsync();

        File.GetUnixFileMode(Target).ShouldBe(Mode);
    }

    [Fact]
    public async Task Replaces_the_file_behind_a_symbolic_link()
    {
        Directory.CreateDirectory(_folder.File("real"));
        var real = Path.Combine(_folder.File("real"), "app.db");
        TemporaryFolder.Execute(real, "CREATE TABLE old (x)");
        File.CreateSymbolicLink(Target, real);
        TemporaryFolder.Execute(Image, "CREATE TABLE new (x)");

        await ReplaceAsync();

        new FileInfo(Target).LinkTarget.ShouldBe(real);
        Directory.GetFiles(_folder.File("real")).ShouldBe([real]);
        File.Exists(Image).ShouldBeFalse();
        using var database = RawDatabase.Open(real);
        database.Text("SELECT name FROM sqlite_schema").ShouldBe("new");
    }

    [Fact]
    public async Task Refuses_an_image_that_has_a_log_of_its_own()
    {
        MakeKilled(Image);

        var failure = await Should.ThrowAsync<FerryException>(ReplaceAsync());

        failure.Code.ShouldBe("sqlite.image-incomplete");
        File.Exists(Target).ShouldBeFalse();
    }

    private async Task ReplaceAsync()
    {
        var target = new DatabaseTarget { Engine = "sqlite", Path = Target };
        await using var session = await new SqliteProvider().OpenAsync(target, SessionAccess.Write, Cancellation);
        await (await session.Image!.ReplaceAsync(Image, Image + ".old", Cancellation)).KeepAsync(Cancellation);
    }

    /// <summary>The files as a process leaves them that is killed with all its data in the log.</summary>
    private void MakeKilled(string path)
    {
        var live = _folder.File("live.db");
        using (var application = RawDatabase.Open(live))
        {
            application.Execute("PRAGMA journal_mode = WAL");
            application.Execute("PRAGMA wal_autocheckpoint = 0");
            application.Execute("CREATE TABLE old (x)");
            application.Execute("INSERT INTO old VALUES (1)");
            File.Copy(live, path);
            File.Copy(live + "-wal", path + "-wal");
        }

        File.Delete(live);
    }
}
