using Ferry.Sqlite.Connections;

namespace Ferry.Sqlite.Tests.Connections;

/// <summary>The connections that read a source cannot write to it; not even those that had to clear up after a killed process, which open the file for writing.</summary>
public sealed class ReadOnlyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_statement_writes(bool alone)
    {
        var path = Make();

        using (var connection = SourceConnection.Begin(new DatabaseFile(path), TimeSpan.FromSeconds(1), out _, TestContext.Current.CancellationToken, alone))
        {
            Refuses(connection);
        }

        Kept(path);
    }

    [Fact]
    public void A_connection_that_rolled_back_what_a_killed_process_left_does_not_write_either()
    {
        var path = Make();
        using (var writer = RawDatabase.Open(path))
        {
            // A journal that is left behind, as after a kill in the middle of a transaction.
            writer.Execute("PRAGMA cache_size = 1");
            writer.Execute("BEGIN IMMEDIATE");
            writer.Execute("INSERT INTO kept SELECT value, hex(randomblob(2000)) FROM (WITH RECURSIVE n(value) AS (SELECT 10 UNION ALL SELECT value + 1 FROM n WHERE value < 200) SELECT value FROM n)");
            File.Copy(path, $"{path}.killed");
            File.Copy($"{path}-journal", $"{path}.killed-journal");
            writer.Execute("ROLLBACK");
        }

        using (var connection = SourceConnection.Begin(
            new DatabaseFile($"{path}.killed"), TimeSpan.FromSeconds(1), out var recovered, TestContext.Current.CancellationToken))
        {
            recovered.ShouldBeTrue();
            Refuses(connection);
        }

        Kept($"{path}.killed");
    }

    private static void Refuses(Connection connection)
    {
        foreach (var write in new[]
        {
            "INSERT INTO kept VALUES (2, '')", "UPDATE kept SET id = 3", "DELETE FROM kept", "CREATE TABLE made (a)", "ALTER TABLE kept ADD COLUMN more", "DROP TABLE kept",
            "PRAGMA user_version = 5",
        })
        {
            Should.Throw<SqliteFailure>(() => connection.Execute(write), write).Message.ShouldContain("readonly", Case.Insensitive, write);
        }
    }

    private static void Kept(string path)
    {
        using var database = RawDatabase.Open(path);
        database.Rows("SELECT count(*) FROM kept WHERE id = 1").ShouldHaveSingleItem().ShouldContain("1");
        database.Rows("SELECT count(*) FROM sqlite_schema").Count.ShouldBe(1);
    }

    private string Make()
    {
        var path = _folder.File("app.db");
        TemporaryFolder.Execute(path, "CREATE TABLE kept (id INTEGER PRIMARY KEY, text TEXT)", "INSERT INTO kept VALUES (1, 'one')");
        return path;
    }
}
