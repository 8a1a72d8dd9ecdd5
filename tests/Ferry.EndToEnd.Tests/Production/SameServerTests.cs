using System.Net;
using Ferry.Databases;
using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.Guards;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Production;

/// <summary>One database that is reached under several names, on real servers.</summary>
public sealed class SameServerTests
{
    [Theory]
    [OnEachServer]
    public async Task A_database_is_recognised_whatever_it_is_called(ServerKind kind)
    {
        var token = TestContext.Current.CancellationToken;
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("same", token);
        await using var proxy = new FaultyProxy(database.Target.Port!.Value, bytes: long.MaxValue, silent: false);
        var names = new[]
        {
            database.Target with { Host = "localhost" },
            database.Target with { Port = proxy.Port },
            database.Target with { Host = "db.example.com", Port = 3306, Entrance = new(() => new IPEndPoint(IPAddress.Loopback, proxy.Port)) },
        };

        foreach (var name in names)
        {
            var failure = await Should.ThrowAsync<FerryException>(() => RefuseAsync(database.Target, name), name.Display);
            (failure.Kind, failure.Code).ShouldBe((FailureKind.Refused, "guard.same-database"));
        }
    }

    [Theory]
    [OnEachServer]
    public async Task Another_database_and_another_server_are_not_confused_with_it(ServerKind kind)
    {
        var token = TestContext.Current.CancellationToken;
        var other = kind == ServerKind.MariaDb ? ServerKind.MySql : ServerKind.MariaDb;
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("same", token);
        await using var neighbour = await TestServer.Of(kind).CreateDatabaseAsync("same", token);

        await RefuseAsync(database.Target, neighbour.Target);
        await RefuseAsync(database.Target, TestServer.Of(other).RequireAvailable().Target(database.Name));
        await RefuseAsync(database.Target, database.Target with { Database = "ferry_not_there_yet" });
    }

    [Theory]
    [OnEachServer]
    public async Task A_backup_does_not_go_back_into_its_protected_database_under_another_name(ServerKind kind)
    {
        await using var trip = await RoundTrip.MakeAsync(kind, "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)");
        var target = trip.SourceTarget;
        var folder = Directory.CreateTempSubdirectory("ferry-protected-");
        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "ferry.json"),
                $$"""
                { "Ferry": { "Application": "movies", "Environments": {
                    "local": { "Databases": { "main": "mysql://root@localhost:{{target.Port}}/{{target.Database}}" } },
                    "production": { "Databases": { "main": "mysql://root@127.0.0.1:{{target.Port}}/{{target.Database}}" } } } } }
                """,
                TestContext.Current.CancellationToken);
            (await FerryProcess.RunAsync(folder.FullName, ["backup", "--production"])).Ended(0);

            var refused = (await FerryProcess.RunAsync(folder.FullName, ["restore", "--production", "--backup", "latest", "--force"])).Ended(10);

            refused.Error.ShouldContain("restore.protected");
            refused.Error.ShouldContain("reached under another name");
            (await FerryProcess.RunAsync(folder.FullName, ["restore", "--production", "--backup", "latest", "--force", "--allow-protected", "--confirm", "production"])).Ended(0);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [OnEachServer]
    public async Task Who_was_backed_up_is_shown_and_an_account_that_can_write_to_production_is_warned_of(ServerKind kind)
    {
        await using var trip = await RoundTrip.MakeAsync(kind, "CREATE TABLE t (id INT PRIMARY KEY)");
        var target = trip.SourceTarget;
        var folder = Directory.CreateTempSubdirectory("ferry-who-");
        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, ".env"),
                $"APP_ENV=production\nDB_CONNECTION=mysql\nDB_HOST=127.0.0.1\nDB_PORT={target.Port}\nDB_DATABASE={target.Database}\nDB_USERNAME=root\n", TestContext.Current.CancellationToken);

            var doctor = (await FerryProcess.RunAsync(folder.FullName, ["doctor"])).Ended(3);
            (await FerryProcess.RunAsync(folder.FullName, ["backup", "--production"])).Ended(0);
            var shown = (await FerryProcess.RunAsync(folder.FullName, ["show", "latest"])).Ended(0);
            var grants = (await FerryProcess.RunAsync(folder.FullName, ["doctor", "--grants"])).Ended(0);

            doctor.Output.ShouldContain("can write to a protected environment");
            doctor.Output.ShouldContain("a primary, encrypted with TLSv1");
            shown.Output.ShouldContain(kind == ServerKind.MySql ? "read from" : "(by its place)");
            shown.Output.ShouldContain("as root@");
            grants.Output.ShouldContain("GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON");
            grants.Output.Split('\n').Where(line => line.Length > 0).ShouldAllBe(line => line.StartsWith("-- ") || line.EndsWith(';'));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_connection_that_is_not_verified_is_warned_of_every_time()
    {
        await using var trip = await RoundTrip.MakeAsync(ServerKind.MariaDb, "CREATE TABLE t (id INT PRIMARY KEY)");
        var target = trip.SourceTarget;
        var folder = Directory.CreateTempSubdirectory("ferry-insecure-");
        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "ferry.json"),
                $$"""{ "Ferry": { "Environments": { "local": { "Databases": { "main": "mysql://root@127.0.0.1:{{target.Port}}/{{target.Database}}?tls=insecure" } } } } }""",
                TestContext.Current.CancellationToken);

            for (var run = 0; run < 2; run++)
            {
                (await FerryProcess.RunAsync(folder.FullName, ["backup"])).Ended(0).Error.ShouldContain("certificate is not checked");
            }

            var json = (await FerryProcess.RunAsync(folder.FullName, ["backup", "--json"])).Ended(0);
            json.Output.ShouldContain("""{"type":"warning","finding":{"severity":"warning","code":"tls.insecure",""");
            (await FerryProcess.RunAsync(folder.FullName, ["restore", "--backup", "latest", "--force"])).Ended(0).Error.ShouldContain("certificate is not checked");
            (await FerryProcess.RunAsync(folder.FullName, ["verify", "latest", "--drill"])).Ended(0).Error.ShouldContain("certificate is not checked");
            (await FerryProcess.RunAsync(folder.FullName, ["doctor"])).Ended(3).Output.ShouldContain("mysql.tls-unverified");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RefuseAsync(DatabaseTarget from, DatabaseTarget into)
    {
        var token = TestContext.Current.CancellationToken;
        await using var source = await RoundTrip.Providers.For(from.Engine).OpenAsync(from, SessionAccess.Read, token);
        await using var target = await RoundTrip.Providers.For(into.Engine).OpenAsync(into, SessionAccess.Write, token);
        await SameDatabase.RefuseAsync(source, target, token);
    }
}
