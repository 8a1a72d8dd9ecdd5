using Ferry.Databases;
using Ferry.Schema;

namespace Ferry.Sqlite.Tests.Images;

public sealed class DamageTests : IDisposable
{
    private const int PageSize = 4096;

    private readonly TemporaryFolder _folder = new();

    private string Source => _folder.File("source.db");

    private string Copy => _folder.File("copy.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(4)]
    [InlineData(40)]
    [InlineData(200)]
    public async Task Case_20_Fails_with_the_integrity_result_when_a_page_is_damaged(int page)
    {
        TemporaryFolder.Execute(
            Source, "CREATE TABLE t (id INTEGER PRIMARY KEY, x)", "CREATE INDEX i ON t (x)",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT INTO t SELECT i, 'row number ' || i FROM n");
        using (var file = File.OpenHandle(Source, FileMode.Open, FileAccess.ReadWrite))
        {
            RandomAccess.Write(file, Enumerable.Repeat((byte)0xa5, 300).ToArray(), (page - 1L) * PageSize);
        }

        var failure = await Should.ThrowAsync<FerryException>(CopyAsync());

        failure.Kind.ShouldBe(FailureKind.Source);
        failure.Code.ShouldBe("sqlite.corrupt");
        failure.Message.ShouldContain(Source);
        failure.Reason.ShouldNotBeNull().ShouldContain($"{page}", customMessage: failure.Reason);
        failure.Remedy.ShouldNotBeNull();
        Directory.GetFiles(_folder.Path).ShouldBe([Source]);
    }

    [Fact]
    public async Task Case_20_Fails_when_the_file_is_cut_off()
    {
        TemporaryFolder.Execute(
            Source, "CREATE TABLE t (x)", "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT INTO t SELECT i FROM n");
        using (var file = File.OpenHandle(Source, FileMode.Open, FileAccess.ReadWrite))
        {
            RandomAccess.SetLength(file, 10 * PageSize);
        }

        var failure = await Should.ThrowAsync<FerryException>(CopyAsync());

        failure.Kind.ShouldBe(FailureKind.Source);
        failure.Code.ShouldBe("sqlite.corrupt");
        Directory.GetFiles(_folder.Path).ShouldBe([Source]);
    }

    [Fact]
    public async Task Copies_rows_that_break_a_constraint_and_says_so()
    {
        TemporaryFolder.Execute(
            Source, "CREATE TABLE t (x CHECK (x > 0), y)", "PRAGMA ignore_check_constraints = ON", "INSERT INTO t VALUES (-1, NULL)",
            "PRAGMA writable_schema = ON", "UPDATE sqlite_schema SET sql = 'CREATE TABLE t (x CHECK (x > 0), y NOT NULL)'");

        var warnings = await CopyAsync();

        warnings.ShouldHaveSingleItem().ShouldContain("NULL value in t.y");
        using var copy = RawDatabase.Open(Copy);
        copy.Text("SELECT x FROM t").ShouldBe("-1");
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("<!DOCTYPE html><html>Sign in</html>", "HTML")]
    [InlineData("PK\u0003\u0004 and more", "zip")]
    [InlineData("-- MariaDB dump\nCREATE TABLE t (x);\n", "SQL dump")]
    [InlineData("SQLite format 3\0 cut", "header is damaged")]
    public async Task Says_what_a_file_that_is_no_database_looks_like(string content, string looks)
    {
        await File.WriteAllTextAsync(Source, content, Cancellation);

        var failure = await Should.ThrowAsync<FerryException>(CopyAsync());

        failure.Kind.ShouldBe(FailureKind.Source);
        failure.Code.ShouldBe("sqlite.not-a-database");
        failure.Reason.ShouldNotBeNull().ShouldContain(looks);
    }

    [Fact]
    public async Task Case_21_Says_that_an_encrypted_database_may_be_encrypted()
    {
        var bytes = new byte[8192];
        new Random(1).NextBytes(bytes);
        await File.WriteAllBytesAsync(Source, bytes, Cancellation);

        var failure = await Should.ThrowAsync<FerryException>(CopyAsync());

        failure.Reason.ShouldNotBeNull().ShouldContain("SQLCipher");
    }

    private async Task<IReadOnlyList<string>> CopyAsync()
    {
        await using var session = await new SqliteProvider().OpenAsync(
            new DatabaseTarget { Engine = "sqlite", Path = Source }, SessionAccess.Read, Cancellation);
        return (await session.Image!.CopyAsync(Copy, TableSelection.All, Cancellation)).Warnings;
    }
}
