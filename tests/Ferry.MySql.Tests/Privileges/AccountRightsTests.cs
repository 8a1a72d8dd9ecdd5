using Ferry.Databases;
using Ferry.MySql.Dialects;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Privileges;

public sealed class AccountRightsTests
{
    [Theory]
    [InlineData("8.0.19", "GRANT SELECT ON *.* TO 'ferry'@'%'")]
    [InlineData("8.0.36", "GRANT SHOW_ROUTINE ON *.* TO 'ferry'@'%'")]
    [InlineData("9.7.4-2", "GRANT SHOW_ROUTINE ON *.* TO 'ferry'@'%'")]
    [InlineData("10.6.18-MariaDB", "GRANT SELECT ON mysql.proc TO 'ferry'@'%'")]
    [InlineData("11.4.3-MariaDB", @"GRANT SHOW CREATE ROUTINE ON `mov\_ies`.* TO 'ferry'@'%'")]
    public void Required_statements_are_few_and_fit_the_version(string version, string routines) =>
        Statements(version, required: true).ShouldBe(
        [
            "CREATE USER 'ferry'@'%' IDENTIFIED BY 'secret'",
            @"GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON `mov\_ies`.* TO 'ferry'@'%'",
            routines,
        ]);

    [Theory]
    [InlineData("8.0.22", "GRANT RELOAD, BACKUP_ADMIN ON *.* TO 'ferry'@'%'")]
    [InlineData("8.0.23", "GRANT FLUSH_TABLES, BACKUP_ADMIN ON *.* TO 'ferry'@'%'")]
    [InlineData("10.3.39-MariaDB", "GRANT REPLICATION CLIENT ON *.* TO 'ferry'@'%'")]
    [InlineData("10.11.19-MariaDB", "GRANT BINLOG MONITOR, SLAVE MONITOR ON *.* TO 'ferry'@'%'")]
    public void What_makes_a_backup_better_fits_the_version(string version, string statement) =>
        Statements(version, required: false).ShouldContain(statement);

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task An_account_of_the_printed_statements_lacks_nothing_and_cannot_write(ServerKind kind)
    {
        var token = TestContext.Current.CancellationToken;
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("rights", token);
        await using var root = await Opened.ReadAsync(database);
        var name = $"ferry_{Guid.NewGuid():N}"[..30];
        var statements = root.Rights!.ForBackup(name, "a Passw0rd that is long");
        try
        {
            await database.ExecuteAsync(string.Join(';', statements.Select(statement => statement.Statement)), token);
            await using var session = await new MySqlProvider().OpenAsync(
                database.Target with { Username = name, Password = new Secret("a Passw0rd that is long") }, SessionAccess.Read, token);

            var findings = await session.Checks.RunAsync(token);

            findings.ShouldNotContain(finding => finding.Code == "mysql.privilege-missing");
            (await session.Rights!.WritingAsync(token)).ShouldBeEmpty();
            session.Server.Role.ShouldBe(ServerRole.Primary);
        }
        finally
        {
            await database.ExecuteAsync($"DROP USER '{name}'@'%'", CancellationToken.None);
        }
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Names_the_rights_by_which_an_account_can_write(ServerKind kind)
    {
        var token = TestContext.Current.CancellationToken;
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("rights", token);
        await using var neighbour = await TestServer.Of(kind).CreateDatabaseAsync("rights", token);
        await database.ExecuteAsync("CREATE TABLE t (a INT, b INT)", token);
        await using var application = await LimitedAccount.CreateAsync(database, "SELECT, INSERT, UPDATE ON {db}.*", $"ALL ON `{neighbour.Name}`.*");
        await using var oneColumn = await LimitedAccount.CreateAsync(database, "SELECT ON {db}.*", "UPDATE (a), SELECT (a, b) ON {db}.t");
        await using var elsewhere = await LimitedAccount.CreateAsync(database, "SELECT ON {db}.*", $"ALL ON `{neighbour.Name}`.*");
        await using var root = await Opened.ReadAsync(database);

        (await WritingAsync(application)).ShouldBe(["INSERT", "UPDATE"]);
        (await WritingAsync(oneColumn)).ShouldBe(["UPDATE"]);
        (await WritingAsync(elsewhere)).ShouldBeEmpty();
        (await root.Rights!.WritingAsync(token)).ShouldNotBeEmpty();
    }

    private static async Task<IReadOnlyList<string>> WritingAsync(LimitedAccount account)
    {
        await using var session = await account.OpenAsync();
        return await session.Rights!.WritingAsync(TestContext.Current.CancellationToken);
    }

    private static IEnumerable<string> Statements(string version, bool required) =>
        ServerDialect.For(version).BackupGrants("'ferry'@'%'", "'secret'", Quote.Pattern("mov_ies"))
            .Where(grant => grant.Required == required).Select(grant => grant.Statement);
}
