using System.Globalization;

namespace Ferry.EndToEnd.Tests.Detection;

public sealed class WatermarkTypeTests
{
    private const string Iso = "yyyy-MM-ddTHH:mm:ss.fffZ";

    private static readonly TimeSpan _minutes = TimeSpan.FromMinutes(10);

    // Values of rows that follow each other, and a later one; rows far below are not recent.
    [Theory]
    [InlineData(SourceKind.MariaDb, "BIGINT", "id", "5000")]
    [InlineData(SourceKind.MySql, "BIGINT UNSIGNED", "id", "18446744073709551615")]
    [InlineData(SourceKind.MySql, "BIGINT UNSIGNED", "high", "18446744073709551615")]
    [InlineData(SourceKind.MariaDb, "DECIMAL(40,3)", "id", "123456789012345678901234567890.125")]
    [InlineData(SourceKind.Sqlite, "INTEGER", "id", "5000")]
    [InlineData(SourceKind.Sqlite, "REAL", "id", "5000.5")]
    [InlineData(SourceKind.MariaDb, "INT", "seconds", "now")]
    [InlineData(SourceKind.MySql, "BIGINT", "milliseconds", "now")]
    [InlineData(SourceKind.Sqlite, "", "milliseconds", "now")]
    [InlineData(SourceKind.MariaDb, "DATETIME(6)", "time", "now")]
    [InlineData(SourceKind.MySql, "DATETIME(6)", "time", "now")]
    [InlineData(SourceKind.MariaDb, "TIMESTAMP", "time", "now")]
    [InlineData(SourceKind.MySql, "TIMESTAMP(3)", "time", "now")]
    [InlineData(SourceKind.MariaDb, "DATE", "time", "now")]
    [InlineData(SourceKind.MySql, "DATE", "time", "now")]
    [InlineData(SourceKind.Sqlite, "DATETIME", "time", "now")]
    [InlineData(SourceKind.Sqlite, "TEXT", "iso", "now")]
    [InlineData(SourceKind.Sqlite, "TEXT", "day", "now")]
    public async Task Numbers_and_times_tell_what_is_recent(SourceKind kind, string type, string values, string later)
    {
        await using var table = await StampedTable.CreateAsync(kind, type, stamp: id => Value(values, id));
        var value = later == "now" ? Value(values, DateTime.UtcNow) : later;
        await table.Source.ExecuteAsync($"UPDATE t SET body = 'changed', stamp = {value} WHERE id = 5");
        await table.BypassAsync(300, "unseen");

        var run = await table.LookAsync();

        run.Changes["t"].Reason.ShouldBe(StampedTable.ByStamp);
        run.Fetched["t"].ShouldHaveSingleItem().ShouldContain("changed");
        await table.Source.ExecuteAsync($"UPDATE t SET body = 'changed once more' WHERE id = 5");
        (await table.LookAsync()).Fetched["t"].ShouldHaveSingleItem().ShouldContain("once more");
    }

    [Theory]
    [InlineData(SourceKind.MariaDb, "VARCHAR(40)", "time")]
    [InlineData(SourceKind.MySql, "DOUBLE", "id")]
    [InlineData(SourceKind.MariaDb, "TIME", "'10:00:00'")]
    [InlineData(SourceKind.Sqlite, "TEXT", "'2026-01-01 10:00:00+02:00'")]
    [InlineData(SourceKind.Sqlite, "TEXT", "'yesterday'")]
    [InlineData(SourceKind.Sqlite, "", "mixed")]
    public async Task Values_without_an_order_are_told_and_all_rows_compared(SourceKind kind, string type, string values)
    {
        await using var table = await StampedTable.CreateAsync(kind, type, stamp: id => Value(values, id));
        await table.BypassAsync(300, "changed");

        var run = await table.LookAsync();

        run.Changes["t"].Findings.Select(finding => finding.Code).ShouldBe(["sync.watermark-unordered"]);
        run.Fetched["t"].ShouldHaveSingleItem().ShouldContain("changed");
    }

    [Fact]
    public async Task A_text_of_another_form_that_comes_in_later_has_all_rows_compared()
    {
        await using var table = await StampedTable.CreateAsync(SourceKind.Sqlite, "TEXT");
        await table.Source.ExecuteAsync("UPDATE t SET stamp = 'now', body = 'other form' WHERE id = 5");
        await table.BypassAsync(300, "changed");

        (await table.LookAsync()).Fetched["t"].Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(SourceKind.MariaDb, "DATETIME")]
    [InlineData(SourceKind.MySql, "TIMESTAMP")]
    [InlineData(SourceKind.MySql, "DATE")]
    public async Task A_time_that_stands_for_none_is_recent_for_ever(SourceKind kind, string type)
    {
        await using var table = await StampedTable.CreateAsync(kind, type, stamp: id => Value("time", id));
        await table.Source.ExecuteAsync("SET SESSION sql_mode = ''", "UPDATE t SET stamp = 0 WHERE id = 300");
        await table.LookAsync();
        await table.BypassAsync(300, "changed");

        var run = await table.LookAsync();

        run.Changes["t"].Reason.ShouldBe(StampedTable.ByStamp);
        run.Fetched["t"].ShouldHaveSingleItem().ShouldContain("changed");
    }

    [Fact]
    public async Task An_empty_table_has_no_mark_and_gets_one_when_rows_come()
    {
        await using var table = await StampedTable.CreateAsync(SourceKind.MariaDb, seen: false);
        await table.Source.ExecuteAsync("CREATE TABLE kept AS SELECT * FROM t", "DELETE FROM t");
        await table.Source.ExecuteAsync("ALTER TABLE kept ADD PRIMARY KEY (id)");
        await table.LookAsync();
        await table.Source.ExecuteAsync("INSERT INTO t SELECT * FROM kept");
        (await table.LookAsync()).Fetched["t"].Count.ShouldBe(StampedTable.Rows);
        await table.WriteAsync(5, "changed");

        (await table.LookAsync()).Changes["t"].Reason.ShouldBe(StampedTable.ByStamp);
    }

    private static string Value(string values, int id) => values switch
    {
        "id" => id.ToString(CultureInfo.InvariantCulture),
        "high" => (ulong.MaxValue - 100_000 + (ulong)id).ToString(CultureInfo.InvariantCulture),
        "mixed" => id % 2 == 0 ? $"'{id}'" : id.ToString(CultureInfo.InvariantCulture),
        "seconds" or "milliseconds" or "time" or "iso" or "day" => Value(values, StampedTable.Written(id).AddDays(-id)),
        _ => values,
    };

    private static string Value(string values, DateTime time) => values switch
    {
        "seconds" => ((time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond).ToString(CultureInfo.InvariantCulture),
        "milliseconds" => ((time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond).ToString(CultureInfo.InvariantCulture),
        "iso" => $"'{time.ToString(Iso, CultureInfo.InvariantCulture)}'",
        "day" => $"'{time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'",
        _ => StampedTable.Moment(time),
    };
}
