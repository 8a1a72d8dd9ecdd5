using Ferry.TestServers;

namespace Ferry.MySql.Tests.Checks;

public sealed class ServerChecksTests
{
    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Names_the_grant_for_every_privilege_that_is_missing(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("checks", TestContext.Current.CancellationToken);
        await using var account = await LimitedAccount.CreateAsync(database, "SELECT ON {db}.*");
        await using var session = await account.OpenAsync();

        var findings = await session.Checks.RunAsync(TestContext.Current.CancellationToken);

        var missing = findings.Where(finding => finding.Code == "mysql.privilege-missing").ToList();
        missing.ShouldAllBe(finding => finding.Remedy!.StartsWith("GRANT "));
        missing.Count(finding => finding.Severity == FindingSeverity.Failure).ShouldBe(4);
        foreach (var remedy in missing.Select(finding => finding.Remedy!))
        {
            await database.ExecuteAsync(remedy, TestContext.Current.CancellationToken);
        }

        await using var again = await account.OpenAsync();
        var mended = await again.Checks.RunAsync(TestContext.Current.CancellationToken);
        mended.ShouldNotContain(finding => finding.Code == "mysql.privilege-missing");
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Names_tables_that_no_snapshot_covers(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("checks", TestContext.Current.CancellationToken);
        await database.ExecuteAsync("CREATE TABLE old (id INT) ENGINE=MyISAM", TestContext.Current.CancellationToken);
        await using var session = await Opened.ReadAsync(database);

        var findings = await session.Checks.RunAsync(TestContext.Current.CancellationToken);

        var finding = findings.Single(each => each.Code == "mysql.engines-without-snapshot");
        finding.Message.ShouldContain("old");
        finding.Remedy.ShouldNotBeNull();
    }
}
