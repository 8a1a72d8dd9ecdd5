using System.IO.Compression;
using Ferry.EndToEnd.Tests.Faults;
using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.EndToEnd.Tests.Sync;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Restore;

/// <summary>The tool before an archive with a damaged table, on real servers.</summary>
public sealed class SalvageTests : IDisposable
{
    private readonly SqliteProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory, OnEachServer]
    public async Task The_tables_that_are_whole_come_back_into_an_empty_database(ServerKind kind)
    {
        await using var source = await SourceAsync(kind);
        await using var local = await ServerSide.MakeAsync(kind);
        await DamagedBackupAsync(source, local);

        var refused = await RestoreAsync();
        var salvaged = await RestoreAsync("--salvage");

        refused.Ended(7).Error.ShouldContain("--salvage");
        salvaged.Ended(3).Error.ShouldContain("users");
        (await local.TablesAsync()).ShouldBe(["films", "ratings"]);
        (await local.RowsAsync("SELECT * FROM films ORDER BY id")).ShouldBe(["1|Alien", "2|Brazil"]);
        (await local.RowsAsync("SELECT * FROM ratings ORDER BY id")).ShouldBe(["1|1|1|5", "2|2|2|4"]);
        (await Should.ThrowAsync<MySqlConnector.MySqlException>(() => local.ExecuteAsync("INSERT INTO ratings VALUES (3, 9, 1, 1)"))).Message.ShouldContain("foreign key");
    }

    [Theory, OnEachServer]
    public async Task What_is_there_under_the_damaged_name_stays(ServerKind kind)
    {
        await using var source = await SourceAsync(kind);
        await using var local = await ServerSide.MakeAsync(kind);
        await DamagedBackupAsync(source, local);
        await local.ExecuteAsync(
            "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(40)) ENGINE=InnoDB", "INSERT INTO users VALUES (1, 'mine'), (2, 'also mine')",
            "CREATE TABLE films (id INT PRIMARY KEY, title VARCHAR(40)) ENGINE=InnoDB", "INSERT INTO films VALUES (7, 'old')");

        (await RestoreAsync("--salvage")).Ended(3);

        (await local.RowsAsync("SELECT name FROM users ORDER BY id")).ShouldBe(["mine", "also mine"]);
        (await local.RowsAsync("SELECT title FROM films ORDER BY id")).ShouldBe(["Alien", "Brazil"]);
        (await local.RowsAsync("SELECT COUNT(*) FROM ratings")).ShouldBe(["2"]);
    }

    private static async Task<SyncSide> SourceAsync(ServerKind kind)
    {
        var source = await ServerSide.MakeAsync(kind);
        await source.ExecuteAsync(
            "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(40)) ENGINE=InnoDB", "INSERT INTO users VALUES (1, 'Ada'), (2, 'Ben')",
            "CREATE TABLE films (id INT PRIMARY KEY, title VARCHAR(40)) ENGINE=InnoDB", "INSERT INTO films VALUES (1, 'Alien'), (2, 'Brazil')",
            """
            CREATE TABLE ratings (id INT PRIMARY KEY, film_id INT, user_id INT, stars INT,
                FOREIGN KEY (film_id) REFERENCES films (id), FOREIGN KEY (user_id) REFERENCES users (id)) ENGINE=InnoDB
            """,
            "INSERT INTO ratings VALUES (1, 1, 1, 5), (2, 2, 2, 4)");
        return source;
    }

    // A bit in the middle of the rows of users.
    private async Task DamagedBackupAsync(SyncSide source, SyncSide local)
    {
        _project.Configure(source.Target, local.Target);
        (await _project.RunAsync("backup --env staging")).Ended(0);
        var path = _project.Visible().ShouldHaveSingleItem();
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        var chunk = Chunk(bytes);
        bytes[bytes.AsSpan().IndexOf(chunk) + (chunk.Length / 2)] ^= 0x04;
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
    }

    private static byte[] Chunk(byte[] archive)
    {
        using var zip = new ZipArchive(new MemoryStream(archive), ZipArchiveMode.Read);
        using var member = zip.Entries.Single(entry => entry.FullName.Contains("/users/", StringComparison.Ordinal)).Open();
        using var content = new MemoryStream();
        member.CopyTo(content);
        return content.ToArray();
    }

    private Task<FerryRun> RestoreAsync(string more = "") =>
        _project.RunAsync($"restore --env staging --backup latest --into local --force {more}".TrimEnd());
}
