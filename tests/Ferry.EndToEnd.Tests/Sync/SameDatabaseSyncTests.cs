using Ferry.Databases;
using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.Sync;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Sync;

public sealed class SameDatabaseSyncTests
{
    [Theory]
    [OnEachServer]
    public async Task A_server_s_database_is_not_merged_into_itself_under_another_name(ServerKind kind)
    {
        await using var trip = await RoundTrip.MakeAsync(kind, "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)");

        var failure = await FailAsync(trip.SourceTarget, trip.SourceTarget with { Host = "localhost" });

        (failure.Kind, failure.Code).ShouldBe((FailureKind.Refused, "guard.same-database"));
        (await ServerText.ScalarAsync(
            trip.SourceConnection, $"SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME LIKE '{trip.Source}%'", TestContext.Current.CancellationToken)).ShouldBe(1L);
    }

    [Fact]
    public async Task A_file_is_not_merged_into_itself_under_another_name()
    {
        var folder = Directory.CreateTempSubdirectory("ferry-same-");
        try
        {
            var path = Path.Combine(folder.FullName, "app.db");
            await using (var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False"))
            {
                await database.OpenAsync(TestContext.Current.CancellationToken);
                await using var command = database.CreateCommand();
                command.CommandText = "CREATE TABLE t (id INTEGER PRIMARY KEY)";
                await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            }

            File.CreateSymbolicLink(Path.Combine(folder.FullName, "other.db"), path);
            var before = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);

            var failure = await FailAsync(Sqlite(path), Sqlite(Path.Combine(folder.FullName, "other.db")));

            (failure.Kind, failure.Code).ShouldBe((FailureKind.Refused, "guard.same-database"));
            (await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)).ShouldBe(before);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static DatabaseTarget Sqlite(string path) => new() { Engine = "sqlite", Path = path };

    private static Task<FerryException> FailAsync(DatabaseTarget source, DatabaseTarget target)
    {
        var request = new SyncRequest
        {
            Source = new SyncSource { Environment = "production", Databases = new Dictionary<string, DatabaseTarget> { ["main"] = source } },
            Targets = new Dictionary<string, DatabaseTarget> { ["main"] = target },
            Environment = "local",
        };
        return Should.ThrowAsync<FerryException>(
            () => new SyncEngine(RoundTrip.Providers, TimeProvider.System).PlanAsync(request, null, TestContext.Current.CancellationToken));
    }
}
