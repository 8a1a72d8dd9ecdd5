using System.Runtime.Versioning;

namespace Ferry.Sqlite.Tests.Checks;

public sealed class DatabaseChecksTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("app.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Warns_of_a_file_that_every_user_can_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        TemporaryFolder.Execute(Path, "CREATE TABLE t (x)");
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        var open = await FindAsync("sqlite.file-mode");
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var closed = await FindAsync("sqlite.file-mode");

        open.Severity.ShouldBe(FindingSeverity.Warning);
        open.Remedy.ShouldNotBeNull().ShouldContain("chmod");
        closed.Severity.ShouldBe(FindingSeverity.Pass);
    }

    [Fact]
    public async Task Says_the_journal_mode_the_space_and_that_the_directory_is_writable()
    {
        TemporaryFolder.Execute(Path, "PRAGMA journal_mode = WAL", "CREATE TABLE t (x)");

        (await FindAsync("sqlite.journal-mode")).Message.ShouldContain("wal");
        (await FindAsync("sqlite.integrity")).Severity.ShouldBe(FindingSeverity.Pass);
        (await FindAsync("sqlite.directory")).Severity.ShouldBe(FindingSeverity.Pass);
        (await FindAsync("sqlite.disk-space")).Severity.ShouldBe(FindingSeverity.Pass);
    }

    [Fact]
    public async Task Fails_a_damaged_database_with_what_was_found()
    {
        TemporaryFolder.Execute(
            Path, "CREATE TABLE t (x)", "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT INTO t SELECT i FROM n");
        using (var file = File.OpenHandle(Path, FileMode.Open, FileAccess.ReadWrite))
        {
            RandomAccess.Write(file, new byte[4096], 4096 * 9);
        }

        var finding = await FindAsync("sqlite.corrupt");

        finding.Severity.ShouldBe(FindingSeverity.Failure);
        finding.Remedy.ShouldNotBeNull();
    }

    [Fact]
    public async Task Fails_a_database_that_is_not_there()
    {
        await using var session = await Sessions.OpenAsync(Path, Databases.SessionAccess.Write);

        var findings = await session.Checks.RunAsync(TestContext.Current.CancellationToken);

        findings.ShouldHaveSingleItem().Severity.ShouldBe(FindingSeverity.Failure);
    }

    private async Task<Finding> FindAsync(string code)
    {
        await using var session = await Sessions.OpenAsync(Path);
        return (await session.Checks.RunAsync(TestContext.Current.CancellationToken)).Single(finding => finding.Code == code);
    }
}
