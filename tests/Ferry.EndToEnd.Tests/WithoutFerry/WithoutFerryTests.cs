using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.TestServers;
using Microsoft.Data.Sqlite;

namespace Ferry.EndToEnd.Tests.WithoutFerry;

public sealed class WithoutFerryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ferry-without-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory, OnEachServer]
    public async Task The_readme_of_an_archive_restores_it_with_the_stock_client(ServerKind kind)
    {
        await using var trip = await RoundTrip.MakeAsync(kind, HostileDatabase.Statements(kind));
        var backup = await trip.BackupAsync();

        var errors = await LockRetry.RunAsync(trip, () => new Readme(backup.Location, Fresh()).FollowAsync(TestServer.Of(kind), trip.RestoredTarget));

        errors.ShouldBeEmpty();
        await trip.ShouldBeEqualAsync();
        HostileDatabase.ShouldHaveRunNothing(_folder);
    }

    [Theory, OnEachServer]
    public async Task An_exported_script_restores_with_the_stock_client(ServerKind kind)
    {
        await using var trip = await RoundTrip.MakeAsync(kind, HostileDatabase.Statements(kind));
        var backup = await trip.BackupAsync();
        (await FerryProcess.RunAsync(_folder.FullName, ["export", backup.Location, "--sql", "export.sql"])).Ended(0);
        var client = kind == ServerKind.MySql ? "mysql" : "mariadb";

        var errors = await LockRetry.RunAsync(trip, () =>
        {
            var folder = Fresh();
            StockClient.Settle(TestServer.Of(kind), folder);
            return StockClient.ShellAsync(folder, $"{client} --comments --binary-mode {trip.Restored} < ../export.sql");
        });

        errors.ShouldBeEmpty();
        await trip.ShouldBeEqualAsync();
        HostileDatabase.ShouldHaveRunNothing(_folder);
    }

    [Fact]
    public async Task The_readme_of_an_archive_unpacks_an_sqlite_database()
    {
        var folder = _folder.FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "ferry.json"), """{ "Ferry": { "Application": "movies", "Environments": { "local": { "Databases": { "main": "sqlite:local.db" } } } } }""",
            TestContext.Current.CancellationToken);
        Execute("local.db", "CREATE TABLE \"a\nb\" (id INTEGER PRIMARY KEY, t TEXT, b BLOB); INSERT INTO \"a\nb\" VALUES (1, 'é''', x'00FF0A'), (7, NULL, ''); CREATE VIEW v AS SELECT 1");
        (await FerryProcess.RunAsync(folder, ["backup"])).Ended(0);
        var archive = Directory.GetFiles(Path.Combine(folder, "backups"), "*.zip", SearchOption.AllDirectories).ShouldHaveSingleItem();

        var errors = await new Readme(archive, folder).FollowAsync();

        errors.ShouldBeEmpty();
        (await StockClient.ShellAsync(folder, "sqlite3 local.db .dump > one; sqlite3 restored.sqlite .dump > two; test -s one; cmp one two")).ShouldBeEmpty();
    }

    private string Fresh() => _folder.CreateSubdirectory(Guid.NewGuid().ToString("N")).FullName;

    private void Execute(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, database)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
