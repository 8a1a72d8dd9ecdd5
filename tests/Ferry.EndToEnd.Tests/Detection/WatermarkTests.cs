using Ferry.Sync.Detection;

namespace Ferry.EndToEnd.Tests.Detection;

public sealed class WatermarkTests
{
    private static readonly TimeSpan _aDay = TimeSpan.FromDays(1);

    public static TheoryData<SourceKind> Engines => [SourceKind.MariaDb, SourceKind.MySql, SourceKind.Sqlite];

    [Theory, MemberData(nameof(Engines))]
    public async Task A_change_above_the_mark_is_read_alone_and_nothing_else_is_looked_at(SourceKind kind)
    {
        await using var table = await StampedTable.CreateAsync(kind);
        await table.WriteAsync(5, "changed");
        await table.Source.ExecuteAsync($"INSERT INTO t VALUES (5000, 'new', {StampedTable.Moment(DateTime.UtcNow)})");
        await table.BypassAsync(500, "unseen");

        var run = await table.LookAsync();

        run.Changes["t"].Reason.ShouldBe(StampedTable.ByStamp);
        Bodies(run).ShouldBe(["changed", "new"], ignoreOrder: true);
        run.Changes["t"].Rows.ShouldBe(StampedTable.Rows + 1);
        run.Changes["t"].DigestBytes.ShouldBeLessThan(200);
        (await table.LookAsync()).Changes["t"].ShouldSatisfyAllConditions(
            changes => changes.Verdict.ShouldBe(Verdict.Unchanged), changes => changes.Reason.ShouldBe("no row has a newer stamp, and none came or went"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_change_that_bypasses_the_mark_arrives_when_all_rows_are_compared_again_and_is_told(SourceKind kind)
    {
        await using var table = await StampedTable.CreateAsync(kind);
        await table.BypassAsync(500, "unseen");
        await table.WriteAsync(5, "changed");
        Bodies(await table.LookAsync()).ShouldBe(["changed"]);

        table.Wait(_aDay);
        var due = await table.LookAsync();

        Bodies(due).ShouldBe(["unseen"]);
        due.Changes["t"].Reason.ShouldBe(StampedTable.ByDigests);
        due.Changes["t"].Findings.Select(finding => finding.Code).ShouldBe(["sync.watermark-bypassed"]);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task After_a_bypass_all_rows_are_compared_until_none_is_found(SourceKind kind)
    {
        await using var table = await StampedTable.CreateAsync(kind);
        await table.BypassAsync(500, "unseen");
        table.Wait(_aDay);
        await table.LookAsync();
        foreach (var reason in new[] { StampedTable.ByDigests, StampedTable.ByStamp })
        {
            await table.WriteAsync(5, reason);
            var run = await table.LookAsync();
            run.Changes["t"].ShouldSatisfyAllConditions(changes => changes.Reason.ShouldBe(reason), changes => changes.Findings.ShouldBeEmpty());
            Bodies(run).ShouldBe([reason]);
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Whoever_trusts_nothing_finds_a_bypass_at_once(SourceKind kind)
    {
        await using var table = await StampedTable.CreateAsync(kind);
        await table.BypassAsync(500, "unseen");
        table.Options = table.Options with { Verify = true };

        Bodies(await table.LookAsync()).ShouldBe(["unseen"]);
    }

    // What is recorded of its leaf must not be older than what was read of it.
    [Theory, MemberData(nameof(Engines))]
    public async Task A_row_that_is_set_back_with_its_stamp_after_its_change_was_read_is_found_when_all_are_compared(SourceKind kind)
    {
        await using var table = await StampedTable.CreateAsync(kind);
        await table.WriteAsync(500, "changed");
        Bodies(await table.LookAsync()).ShouldBe(["changed"]);
        await table.WriteAsync(700, "later");
        await table.LookAsync();
        await table.WriteAsync(500, "row 500", StampedTable.Written(500));
        Bodies(await table.LookAsync()).ShouldBeEmpty();

        table.Wait(_aDay);

        Bodies(await table.LookAsync()).ShouldBe(["row 500"]);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_row_with_the_very_value_of_the_mark_is_recent(SourceKind kind)
    {
        await using var table = await StampedTable.CreateAsync(kind, seen: false);
        table.Options = table.Options with { Margin = new(TimeSpan.Zero, 0) };
        await table.LookAsync();
        await table.WriteAsync(5, "changed", StampedTable.Written(StampedTable.Rows));

        var run = await table.LookAsync();

        run.Changes["t"].Reason.ShouldBe(StampedTable.ByStamp);
        Bodies(run).ShouldBe(["changed"]);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Rows_within_the_margin_are_looked_at_again(SourceKind kind)
    {
        await using var table = await StampedTable.CreateAsync(kind);
        await table.WriteAsync(5, "within", StampedTable.Written(StampedTable.Rows - 9));
        await table.WriteAsync(600, "below", StampedTable.Written(StampedTable.Rows - 500)); // Hours: transactions of other tests widen the margin.

        Bodies(await table.LookAsync()).ShouldBe(["within"]);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Rows_without_a_value_are_recent_for_ever(SourceKind kind)
    {
        await using var table = await StampedTable.CreateAsync(kind, stamp: id => id == 300 ? "NULL" : StampedTable.Moment(StampedTable.Written(id)));
        foreach (var body in new[] { "one", "two" })
        {
            await table.BypassAsync(300, body);
            var run = await table.LookAsync();
            run.Changes["t"].Reason.ShouldBe(StampedTable.ByStamp);
            Bodies(run).ShouldBe([body]);
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_row_that_is_gone_is_noticed(SourceKind kind)
    {
        await using var table = await StampedTable.CreateAsync(kind);
        await table.WriteAsync(105, "changed");
        await table.Source.ExecuteAsync("DELETE FROM t WHERE id = 333");

        var changes = (await table.LookAsync()).Changes["t"];

        changes.Reason.ShouldBe(StampedTable.ByDigests);
        changes.Rows.ShouldBe(StampedTable.Rows - 1);
        changes.Findings.ShouldBeEmpty();
        changes.Keys.ShouldNotBeNull().Single().Condition("id").ShouldBe("id IN (105, 333)");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_row_that_is_gone_beside_recent_ones_is_noticed_without_comparing_all(SourceKind kind)
    {
        await using var table = await StampedTable.CreateAsync(kind);
        await table.WriteAsync(330, "changed");
        await table.LookAsync();
        await table.Source.ExecuteAsync("DELETE FROM t WHERE id = 333");

        var changes = (await table.LookAsync()).Changes["t"];

        changes.Reason.ShouldBe(StampedTable.ByStamp);
        changes.Keys.ShouldNotBeNull().Single().Condition("id").ShouldBe("id IN (333)");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_row_that_comes_in_with_an_old_value_is_noticed(SourceKind kind)
    {
        await using var table = await StampedTable.CreateAsync(kind);
        await table.Source.ExecuteAsync($"INSERT INTO t VALUES (5000, 'imported', {StampedTable.Moment(StampedTable.Written(3))})");

        Bodies(await table.LookAsync()).ShouldBe(["imported"]);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_highest_value_that_has_gone_back_is_not_trusted(SourceKind kind)
    {
        await using var table = await StampedTable.CreateAsync(kind);
        await table.WriteAsync(5, "changed");
        await table.LookAsync();
        await table.WriteAsync(5, "put back", StampedTable.Written(5));
        await table.BypassAsync(500, "put back, too");

        Bodies(await table.LookAsync()).ShouldBe(["put back", "put back, too"], ignoreOrder: true);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_time_to_come_does_not_hide_what_is_written_until_then(SourceKind kind)
    {
        await using var table = await StampedTable.CreateAsync(kind, seen: false);
        await table.WriteAsync(900, "ahead", DateTime.UtcNow.AddDays(100));
        await table.LookAsync();
        await table.WriteAsync(5, "changed");

        var run = await table.LookAsync();

        run.Changes["t"].Reason.ShouldBe(StampedTable.ByStamp);
        Bodies(run).ShouldBe(["changed"]);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Another_column_has_all_rows_compared(SourceKind kind) => await ComparesAllAsync(kind, "id");

    [Theory, MemberData(nameof(Engines))]
    public async Task A_column_that_is_not_trusted_any_more_has_all_rows_compared(SourceKind kind) => await ComparesAllAsync(kind, null);

    // A table that rests looks proven; what was trusted before it rested is not.
    [Fact]
    public async Task A_table_that_rests_is_compared_all_the_same_when_the_mark_was_trusted_before()
    {
        await using var table = await StampedTable.CreateAsync(SourceKind.Sqlite);
        await table.BypassAsync(500, "unseen");
        await table.WriteAsync(5, "changed");
        File.SetLastWriteTimeUtc(table.Source.Path, DateTime.UtcNow.AddMinutes(-5));
        Bodies(await table.LookAsync()).ShouldBe(["changed"]);
        (await table.LookAsync()).Changes["t"].Reason.ShouldStartWith("the file was last written at");

        table.Wait(_aDay);

        Bodies(await table.LookAsync()).ShouldBe(["unseen"]);
        table.Wait(_aDay);
        (await table.LookAsync()).Changes["t"].Reason.ShouldStartWith("the file was last written at");
    }

    [Theory]
    [InlineData(SourceKind.MariaDb, "CHAR(36)")]
    [InlineData(SourceKind.MySql, "CHAR(36)")]
    [InlineData(SourceKind.MariaDb, "VARBINARY(20)")]
    public async Task Keys_of_any_kind_will_do(SourceKind kind, string key)
    {
        await using var table = await StampedTable.CreateAsync(kind, key: key);
        await table.WriteAsync(5, "changed");
        await table.BypassAsync(500, "unseen");

        var run = await table.LookAsync();

        run.Changes["t"].Reason.ShouldBe(StampedTable.ByStamp);
        Bodies(run).ShouldBe(["changed"]);
        table.Wait(_aDay);
        Bodies(await table.LookAsync()).ShouldBe(["unseen"]);
    }

    private static async Task ComparesAllAsync(SourceKind kind, string? watermark)
    {
        await using var table = await StampedTable.CreateAsync(kind);
        await table.BypassAsync(500, "unseen");
        await table.WriteAsync(5, "changed");
        Bodies(await table.LookAsync()).ShouldBe(["changed"]);

        Bodies(await table.LookAsync(watermark)).ShouldBe(["unseen"]);
    }

    private static IEnumerable<string> Bodies(DetectionRun run) => run.Fetched["t"].Select(row => row.Split('\t')[1].TrimStart('T'));
}
