using Ferry.Sync.Detection;
using Microsoft.Data.Sqlite;

namespace Ferry.EndToEnd.Tests.Detection;

public sealed class FileStampTests
{
    private static readonly DetectionOptions _options = new() { Key = "a key"u8.ToArray(), WholeFrom = 2 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("DELETE")]
    [InlineData("TRUNCATE")]
    [InlineData("PERSIST")]
    [InlineData("WAL")]
    public async Task A_file_that_was_not_written_is_not_read(string journal)
    {
        await using var source = await CreateAsync(journal);
        await using var staging = await Staging.CreateAsync();
        Age(source);
        await DetectionRun.OfAsync(source, staging, _options);

        var run = await DetectionRun.OfAsync(source, staging, _options);

        run.Changes["t"].Reason.ShouldStartWith("the file was last written at");
    }

    [Theory]
    [InlineData("DELETE")]
    [InlineData("TRUNCATE")]
    [InlineData("WAL")]
    public async Task A_write_is_seen_even_when_the_file_keeps_its_time_or_the_log_takes_it(string journal)
    {
        await using var source = await CreateAsync(journal);
        await using var staging = await Staging.CreateAsync();
        Age(source);
        await DetectionRun.OfAsync(source, staging, _options);
        var time = File.GetLastWriteTimeUtc(source.Path);
        await source.ExecuteAsync("UPDATE t SET v = 9 WHERE id = 2");

        // A write without a log counts in the header, so that the time may be forged.
        if (journal != "WAL")
        {
            File.SetLastWriteTimeUtc(source.Path, time);
        }

        (await DetectionRun.OfAsync(source, staging, _options)).Fetched["t"].ShouldBe(["I2\tI9"]);
    }

    [Fact]
    public async Task A_write_that_is_still_in_the_log_is_seen_and_a_log_that_rests_spares_the_file()
    {
        await using var source = await CreateAsync("WAL");
        await using var staging = await Staging.CreateAsync();
        await using var writer = new SqliteConnection($"Data Source={source.Path};Pooling=False");
        await writer.OpenAsync(Cancellation);
        await WriteAsync(writer, "PRAGMA wal_autocheckpoint = 0", "UPDATE t SET v = 5 WHERE id = 1");
        await DetectionRun.OfAsync(source, staging, _options);

        (await DetectionRun.OfAsync(source, staging, _options)).Changes["t"].Reason.ShouldBe("the write-ahead log has not moved");
        await WriteAsync(writer, "UPDATE t SET v = 9 WHERE id = 2");
        (await DetectionRun.OfAsync(source, staging, _options)).Fetched["t"].ShouldBe(["I2\tI9"]);
        await WriteAsync(writer, "PRAGMA wal_checkpoint(RESTART)", "UPDATE t SET v = 8 WHERE id = 1");
        (await DetectionRun.OfAsync(source, staging, _options)).Fetched["t"].ShouldBe(["I1\tI8"]);
    }

    [Fact]
    public async Task A_write_just_before_the_snapshot_keeps_the_stamp_from_being_trusted()
    {
        await using var source = await CreateAsync("WAL");
        await using var staging = await Staging.CreateAsync();
        await DetectionRun.OfAsync(source, staging, _options);

        (await DetectionRun.OfAsync(source, staging, _options)).Changes["t"].Reason.ShouldBe("its digests are what they were");
    }

    [Fact]
    public async Task Another_file_in_its_place_is_seen()
    {
        await using var source = await CreateAsync("DELETE");
        await using var other = await CreateAsync("DELETE");
        await other.ExecuteAsync("UPDATE t SET v = 9 WHERE id = 2");
        await source.ExecuteAsync("UPDATE t SET v = 1 WHERE id = 1");
        await using var staging = await Staging.CreateAsync();
        Age(source);
        await DetectionRun.OfAsync(source, staging, _options);
        File.Copy(other.Path, source.Path, overwrite: true);

        (await DetectionRun.OfAsync(source, staging, _options)).Fetched["t"].ShouldBe(["I2\tI9"]);
    }

    private static async Task<SourceDatabase> CreateAsync(string journal)
    {
        var source = await SourceDatabase.CreateAsync(SourceKind.Sqlite);
        await source.ExecuteAsync($"PRAGMA journal_mode = {journal}", "CREATE TABLE t (id INTEGER PRIMARY KEY, v INTEGER)", "INSERT INTO t VALUES (1, 1), (2, 2)");
        return source;
    }

    // A file that rests: reading it does not write it.
    private static void Age(SourceDatabase source) => File.SetLastWriteTimeUtc(source.Path, DateTime.UtcNow.AddMinutes(-5));

    private static async Task WriteAsync(SqliteConnection writer, params IEnumerable<string> statements)
    {
        foreach (var statement in statements)
        {
            await using var command = writer.CreateCommand();
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync(Cancellation);
        }
    }
}
