using Ferry.Sync.Detection;

namespace Ferry.EndToEnd.Tests.Detection;

public sealed class DetectionTests
{
    private static readonly DetectionOptions _verify = new() { Key = "a key"u8.ToArray(), Verify = true };

    public static TheoryData<SourceKind> Engines => [SourceKind.MariaDb, SourceKind.MySql, SourceKind.Sqlite];

    [Theory, MemberData(nameof(Engines))]
    public async Task The_same_edit_on_an_even_number_of_rows_is_seen(SourceKind kind)
    {
        await using var source = await NumbersAsync(kind, 400);
        await using var staging = await Staging.CreateAsync();
        await DetectionRun.OfAsync(source, staging, _verify);
        await source.ExecuteAsync("UPDATE t SET flag = 1 WHERE id % 2 = 0");

        var run = await DetectionRun.OfAsync(source, staging, _verify);

        run.Fetched["t"].Count(row => row.EndsWith('1')).ShouldBe(200);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_single_changed_row_of_a_leaf_is_the_only_one_read(SourceKind kind)
    {
        await using var source = await NumbersAsync(kind, 1000);
        await using var staging = await Staging.CreateAsync();
        await DetectionRun.OfAsync(source, staging, _verify);
        await source.ExecuteAsync("UPDATE t SET flag = 7 WHERE id IN (5, 300, 900)");

        var run = await DetectionRun.OfAsync(source, staging, _verify);

        run.Fetched["t"].Count.ShouldBe(3);
        run.Changes["t"].Rows.ShouldBe(1000);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_row_that_is_gone_is_among_the_keys_asked_for(SourceKind kind)
    {
        await using var source = await NumbersAsync(kind, 1000);
        await using var staging = await Staging.CreateAsync();
        await DetectionRun.OfAsync(source, staging, _verify);
        await source.ExecuteAsync("DELETE FROM t WHERE id = 333");

        var changes = (await DetectionRun.OfAsync(source, staging, _verify)).Changes["t"];

        changes.Rows.ShouldBe(999);
        changes.Keys.ShouldNotBeNull().Single().Condition("`id`").ShouldBe("`id` IN (333)");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_was_not_recorded_comes_again(SourceKind kind)
    {
        await using var source = await NumbersAsync(kind, 100);
        await using var staging = await Staging.CreateAsync();
        await DetectionRun.OfAsync(source, staging);
        await source.ExecuteAsync("UPDATE t SET flag = 7 WHERE id = 5");

        var lost = await DetectionRun.OfAsync(source, staging, record: false);
        var again = await DetectionRun.OfAsync(source, staging);

        lost.Fetched["t"].ShouldHaveSingleItem();
        again.Fetched["t"].ShouldBe(lost.Fetched["t"]);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Other_rules_another_key_and_other_columns_read_everything_once(SourceKind kind)
    {
        await using var source = await NumbersAsync(kind, 100);
        await using var staging = await Staging.CreateAsync();
        await DetectionRun.OfAsync(source, staging);

        (await DetectionRun.OfAsync(source, staging, rules: "masked")).Changes["t"].Reason.ShouldBe("what is done with its rows has changed");
        (await DetectionRun.OfAsync(source, staging, new() { Key = "another"u8.ToArray() }, rules: "masked")).Changes["t"].Verdict.ShouldBe(Verdict.Everything);
        await source.ExecuteAsync("ALTER TABLE t ADD COLUMN more INT");
        (await DetectionRun.OfAsync(source, staging, new() { Key = "another"u8.ToArray() }, rules: "masked")).Changes["t"].Reason.ShouldBe("its columns have changed");
        (await DetectionRun.OfAsync(source, staging, _verify with { Key = "another"u8.ToArray() }, rules: "masked")).Changes["t"].Verdict.ShouldBe(Verdict.Unchanged);
    }

    [Fact]
    public async Task A_number_that_the_server_writes_in_two_ways_costs_one_needless_reading()
    {
        await using var source = await SourceDatabase.CreateAsync(SourceKind.MySql);
        await source.ExecuteAsync("CREATE TABLE t (id INT PRIMARY KEY, x DOUBLE)", "INSERT INTO t VALUES (1, 3.1464592722677245e-9), (2, 1.5)");
        await using var staging = await Staging.CreateAsync();
        await DetectionRun.OfAsync(source, staging, _verify);

        var second = await DetectionRun.OfAsync(source, staging, _verify);
        var third = await DetectionRun.OfAsync(source, staging, _verify);

        second.Fetched["t"].ShouldNotBeEmpty();
        third.Changes["t"].Verdict.ShouldBe(Verdict.Unchanged);
    }

    [Theory]
    [InlineData(SourceKind.MariaDb)]
    [InlineData(SourceKind.MySql)]
    public async Task An_account_that_may_select_and_nothing_else_is_enough(SourceKind kind)
    {
        await using var source = await NumbersAsync(kind, 100);
        await using var staging = await Staging.CreateAsync();
        await source.ReadBySelectAloneAsync();
        await DetectionRun.OfAsync(source, staging);
        await source.ExecuteAsync("UPDATE t SET flag = 7 WHERE id = 5");

        (await DetectionRun.OfAsync(source, staging)).Fetched["t"].ShouldBe(["5\trow 5\t7"]);
        (await DetectionRun.OfAsync(source, staging)).Changes["t"].Verdict.ShouldBe(Verdict.Unchanged);
    }

    private static async Task<SourceDatabase> NumbersAsync(SourceKind kind, int rows)
    {
        var source = await SourceDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(20) NOT NULL, flag INTEGER NOT NULL)");
        await source.ExecuteAsync($"INSERT INTO t VALUES {string.Join(", ", Enumerable.Range(1, rows).Select(id => $"({id}, 'row {id % 10}', 0)"))}");
        return source;
    }
}
