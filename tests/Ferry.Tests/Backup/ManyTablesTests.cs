using System.Globalization;
using Ferry.Archives;
using Ferry.Testing.Memory;

namespace Ferry.Tests.Backup;

/// <summary>What grows with the number of tables, whatever is in them.</summary>
public sealed class ManyTablesTests : IDisposable
{
    private const int Tables = 4000;
    private const int LargestPiece = 1 << 16;
    private readonly Workbench _bench = new();

    public ManyTablesTests()
    {
        var database = _bench.Provider.Databases["app"] = new MemoryDatabase();
        for (var number = 0; number < Tables; number++)
        {
            database.With(string.Create(CultureInfo.InvariantCulture, $"table_{number:0000}"), "row");
        }
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task What_describes_very_many_tables_is_never_in_memory_as_one_piece()
    {
        var storage = new MeasuringStorage(_bench.Storage);
        _bench.Provider.Databases["small"] = new MemoryDatabase().With("table", "row");
        for (var count = 0; count < 12; count++)
        {
            await _bench.BackupAsync(_bench.Request("small") with { Environment = "small" }); // The serializer remembers how large its documents were.
        }

        var result = await _bench.BackupAsync(_bench.Request() with { Destination = storage });

        result.Manifest.Files.Single(file => file.Path == "main/schema.json").Bytes.ShouldBeGreaterThan(10 * LargestPiece);
        result.Manifest.Files.Single(file => file.Path == "main/restore.sql").Bytes.ShouldBeGreaterThan(2 * LargestPiece);
        storage.LargestWrite.ShouldBeInRange(1, LargestPiece);
        (await _bench.VerifyAsync(result.Archive)).Rows.ShouldBe(Tables);
    }

    [Fact]
    public async Task Names_and_types_that_many_tables_share_are_read_as_one_text()
    {
        var backup = await _bench.BackupAsync();
        await using var archive = await ArchiveReader.OpenAsync(backup.Archive, TestContext.Current.CancellationToken);

        var catalog = await archive.ReadCatalogAsync(archive.Manifest.Databases[0], TestContext.Current.CancellationToken);

        catalog.Tables.Count.ShouldBe(Tables);
        catalog.Tables[^1].Columns[0].Type.ShouldBe("text");
        catalog.Tables.ShouldAllBe(table => ReferenceEquals(table.Columns[0].Type, catalog.Tables[0].Columns[0].Type));
        catalog.Tables.ShouldAllBe(table => ReferenceEquals(table.Columns[0].Name, catalog.Tables[0].Columns[0].Name));
    }
}
