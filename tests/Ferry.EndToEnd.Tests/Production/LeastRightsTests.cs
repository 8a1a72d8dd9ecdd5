using System.IO.Compression;
using System.Text.RegularExpressions;
using Ferry.Backup;
using Ferry.Databases;
using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Production;

/// <summary>An account made by exactly what <c>ferry doctor --grants</c> prints backs up what root backs up.</summary>
public sealed partial class LeastRightsTests
{
    private const string Password = "replace this password";

    // Everything here belongs to root, so the account sees none of it by owning it.
    private static readonly string[] _everything =
    [
        "CREATE TABLE parent (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(50), UNIQUE (name))",
        "CREATE TABLE child (id INT AUTO_INCREMENT PRIMARY KEY, parent_id INT, FOREIGN KEY (parent_id) REFERENCES parent (id))",
        "INSERT INTO parent (name) VALUES ('one'), ('two')",
        "INSERT INTO child (parent_id) VALUES (1), (2), (2)",
        "CREATE VIEW names AS SELECT name FROM parent",
        "CREATE TRIGGER upper_name BEFORE INSERT ON parent FOR EACH ROW SET NEW.name = UPPER(NEW.name)",
        "CREATE FUNCTION twice(x INT) RETURNS INT DETERMINISTIC RETURN x * 2",
        "CREATE PROCEDURE touch() SELECT 1",
        "CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY DO DELETE FROM child WHERE id < 0",
    ];

    [Theory]
    [OnEachServer]
    public async Task The_required_statements_are_enough_for_the_same_archive(ServerKind kind) =>
        await CompareAsync(kind, grant => grant.Required, workers: 1, rung: "single-connection");

    [Theory]
    [OnEachServer]
    public async Task The_further_statements_reach_the_best_snapshot_and_name_its_place(ServerKind kind) =>
        await CompareAsync(kind, _ => true, workers: 2, rung: kind == ServerKind.MariaDb ? "backup-stage" : "backup-lock");

    [Theory]
    [OnEachServer]
    public async Task The_statement_for_locks_reaches_its_own_rung(ServerKind kind) =>
        await CompareAsync(kind, grant => grant.Required || grant.Statement.StartsWith("GRANT LOCK TABLES", StringComparison.Ordinal), workers: 2, rung: "table-locks");

    private static async Task CompareAsync(ServerKind kind, Func<BackupGrant, bool> chosen, int workers, string rung)
    {
        var token = TestContext.Current.CancellationToken;
        await using var trip = await RoundTrip.MakeAsync(kind, _everything);
        var name = $"ferry_{Guid.NewGuid():N}"[..30];
        var grants = await GrantsAsync(trip.SourceTarget, name);
        await ServerText.ExecuteAsync(trip.SourceConnection, grants.Where(chosen).Select(grant => grant.Statement), token);
        try
        {
            await CompareAsync(trip, trip.SourceTarget with { Username = name, Password = new Secret(Password) }, workers, rung, complete: grants.All(chosen));
        }
        finally
        {
            await ServerText.ExecuteAsync(trip.SourceConnection, [$"DROP USER '{name}'@'%'"], CancellationToken.None);
        }
    }

    private static async Task<IReadOnlyList<BackupGrant>> GrantsAsync(DatabaseTarget target, string name)
    {
        await using var session = await RoundTrip.Providers.For(target.Engine).OpenAsync(target, SessionAccess.Read, TestContext.Current.CancellationToken);
        return session.Rights!.ForBackup(name, Password);
    }

    private static async Task CompareAsync(RoundTrip trip, DatabaseTarget account, int workers, string rung, bool complete)
    {
        var byRoot = await trip.BackupAsync(request => request with { Environment = "root", Workers = workers });
        var byFerry = await trip.BackupAsync(request => request with
        {
            Environment = "ferry", Workers = workers, Databases = new Dictionary<string, DatabaseTarget> { ["main"] = account },
        });

        byFerry.Warnings.ShouldBeEmpty();
        var (mine, roots) = (byFerry.Manifest.Databases[0], byRoot.Manifest.Databases[0]);
        mine.Server.User.ShouldBe($"{account.Username}@%");
        mine.Tables.Select(table => (table.Name, table.Rows, table.Digest)).ShouldBe(roots.Tables.Select(table => (table.Name, table.Rows, table.Digest)));
        (await SchemaAsync(byFerry, "schema.json")).ShouldBe(await SchemaAsync(byRoot, "schema.json"));
        (await SchemaAsync(byFerry, "restore.sql")).ShouldBe(await SchemaAsync(byRoot, "restore.sql"));
        mine.Consistency.Rung.ShouldBe(rung);
        if (complete)
        {
            mine.Consistency.Position.Keys.ShouldContain("binlog_file");
            mine.Server.Role.ShouldBe(ServerRole.Primary);
        }
    }

    private static async Task<string> SchemaAsync(BackupResult backup, string member)
    {
        // The server's own estimates change while it looks at the tables in the background.
        await using var archive = await ZipFile.OpenReadAsync(backup.Location, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await archive.GetEntry($"main/{member}")!.OpenAsync(TestContext.Current.CancellationToken));
        return Estimate().Replace(await reader.ReadToEndAsync(TestContext.Current.CancellationToken), "");
    }

    [GeneratedRegex("""^ *"estimated(?:Rows|Bytes)": \d+,?\n""", RegexOptions.Multiline)]
    private static partial Regex Estimate();
}
