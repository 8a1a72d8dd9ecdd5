using System.Text.RegularExpressions;
using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.WithoutFerry;

/// <summary>Whole databases as people have them. FERRY_TEST_SAKILA names a folder with sakila-schema.sql and sakila-data.sql; without it only our own is tried.</summary>
public sealed partial class SampleDatabaseTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ferry-sample-");

    public static IEnumerable<TheoryDataRow<ServerKind, string>> Samples() =>
        from folder in new[] { "", Environment.GetEnvironmentVariable("FERRY_TEST_SAKILA") }
        where folder is not null
        from kind in Enum.GetValues<ServerKind>()
        select new TheoryDataRow<ServerKind, string>(kind, folder);

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory, MemberData(nameof(Samples))]
    public async Task Sample_databases_come_back(ServerKind kind, string folder)
    {
        await using var trip = await RoundTrip.MakeAsync(kind, folder.Length == 0 ? HostileDatabase.Statements(kind) : []);
        if (folder.Length > 0)
        {
            await RunAsync(kind, trip.Source, Path.Combine(folder, "sakila-schema.sql"));
            await RunAsync(kind, trip.Source, Path.Combine(folder, "sakila-data.sql"));
        }

        await trip.RunAsync();

        await trip.ShouldBeEqualAsync();
        Convert.ToInt64(await trip.RestoredAsync("SELECT COUNT(*) FROM information_schema.VIEWS WHERE TABLE_SCHEMA = DATABASE()")).ShouldBeGreaterThan(0);
    }

    private async Task RunAsync(ServerKind kind, string database, string file)
    {
        var folder = _folder.CreateSubdirectory(Path.GetFileName(file)).FullName;
        StockClient.Settle(TestServer.Of(kind), folder);
        var script = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "script.sql"), ItsOwnDatabase().Replace(script, ""), TestContext.Current.CancellationToken);
        var client = kind == ServerKind.MySql ? "mysql" : "mariadb";
        (await StockClient.ShellAsync(folder, $"{client} {database} < script.sql")).ShouldBeEmpty();
    }

    [GeneratedRegex(@"^(DROP SCHEMA|CREATE SCHEMA|USE) .*;", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex ItsOwnDatabase();
}
