using System.Globalization;
using Ferry.Environments;
using Ferry.Sync;
using Ferry.Sync.Masking;

namespace Ferry.EndToEnd.Tests.Sync;

/// <summary>A column that every change raises, and what a sync looks at because of it.</summary>
public abstract class SyncWatermarkTests
{
    private const int Rows = 500;

    private const string ByWatermark = "its touched tells where rows changed";

    private const string ByDigests = "its digests tell which rows changed";

    private static readonly SyncOptions _touched = new()
    {
        Identity = new Dictionary<string, IdentityRule> { ["notes"] = new(IdentityKind.PrimaryKey, []) },
        Watermark = new Dictionary<string, string> { ["notes"] = "touched" },
        WatermarkMargin = TimeSpan.FromMinutes(10),
    };

    private protected abstract Task<SyncPair> PairAsync();

    [Fact]
    public async Task Recent_changes_arrive_and_what_bypasses_the_column_does_when_all_rows_are_compared_again()
    {
        await using var pair = await MadeAsync();
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync(Touch(300, "changed"), $"INSERT INTO notes VALUES (9000, 'new', {Now})", "UPDATE notes SET body = 'unseen' WHERE id = 20");

        var plan = await pair.SyncAsync();

        plan["notes"].ShouldSatisfyAllConditions(
            notes => notes.Reading.ShouldBe(ByWatermark), notes => notes.Look.ShouldBe(SourceLook.Watermark), notes => notes.Held.ShouldBe(Rows + 1),
            notes => notes.Updated.ShouldBe(1), notes => notes.Inserted.ShouldBe(1), notes => notes.Read.ShouldBe(2), notes => notes.Gone.ShouldBe(0));
        (await pair.Local.RowsAsync("SELECT id, body FROM notes WHERE id IN (20, 300, 9000) ORDER BY id")).ShouldBe(["20|note 20", "300|changed", "9000|new"]);
        (await pair.SyncAsync())["notes"].Unchanged.ShouldBeTrue();
        pair.Time = new LaterTime(TimeSpan.FromHours(25));
        (await pair.SyncAsync())["notes"].Reading.ShouldBe(ByDigests);
        (await pair.Local.RowsAsync("SELECT body FROM notes WHERE id = 20")).ShouldBe(["unseen"]);
    }

    [Fact]
    public async Task Verify_finds_what_bypasses_the_column_and_says_so()
    {
        await using var pair = await MadeAsync();
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("UPDATE notes SET body = 'unseen' WHERE id = 20");
        pair.Adjust = request => request with { Verify = true };

        var plan = await pair.PlanAsync();
        await pair.ApplyAsync(plan);

        plan.Databases.Single().Findings.ShouldContain(finding => finding.Code == "sync.watermark-bypassed" && finding.Severity == FindingSeverity.Warning);
        (await pair.Local.RowsAsync("SELECT body FROM notes WHERE id = 20")).ShouldBe(["unseen"]);
    }

    [Fact]
    public async Task A_row_that_is_gone_is_counted()
    {
        await using var pair = await MadeAsync();
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("DELETE FROM notes WHERE id = 20", Touch(300, "changed"));

        (await pair.SyncAsync())["notes"].ShouldSatisfyAllConditions(notes => notes.Gone.ShouldBe(1), notes => notes.Reading.ShouldBe(ByDigests));
    }

    [Fact]
    public async Task A_column_that_is_named_later_is_trusted_after_all_rows_were_compared_once()
    {
        await using var pair = await MadeAsync();
        pair.Options = new() { Identity = _touched.Identity };
        await pair.SyncAsync();
        pair.Options = _touched;
        foreach (var reading in new[] { ByDigests, ByWatermark })
        {
            await pair.Production.ExecuteAsync(Touch(300, reading));
            (await pair.SyncAsync())["notes"].ShouldSatisfyAllConditions(notes => notes.Reading.ShouldBe(reading), notes => notes.Updated.ShouldBe(1));
        }
    }

    [Fact]
    public async Task A_plan_that_is_dropped_trusts_nothing_more()
    {
        await using var pair = await MadeAsync();
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync(Touch(300, "changed"));
        await pair.PlanAsync();

        (await pair.SyncAsync())["notes"].ShouldSatisfyAllConditions(notes => notes.Reading.ShouldBe(ByWatermark), notes => notes.Updated.ShouldBe(1));
        await pair.Production.ExecuteAsync($"UPDATE notes SET body = 'note 300', touched = {Old(300)} WHERE id = 300");
        pair.Adjust = request => request with { Verify = true };
        (await pair.SyncAsync())["notes"].Updated.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_undone_comes_again()
    {
        await using var pair = await MadeAsync();
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync(Touch(300, "changed"));
        await pair.SyncAsync();
        await pair.UndoAsync();
        (await pair.Local.RowsAsync("SELECT body FROM notes WHERE id = 300")).ShouldBe(["note 300"]);

        await pair.SyncAsync();

        (await pair.Local.RowsAsync("SELECT body FROM notes WHERE id = 300")).ShouldBe(["changed"]);
    }

    [Fact]
    public async Task An_open_conflict_stays_listed_without_its_row_being_recent()
    {
        await using var pair = await MadeAsync();
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync($"UPDATE notes SET body = 'there', touched = {Old(501)} WHERE id = 300");
        await pair.Local.ExecuteAsync("UPDATE notes SET body = 'here' WHERE id = 300");
        (await pair.SyncAsync())["notes"].Conflicts.ShouldBe(1);
        for (var round = 0; round < 2; round++)
        {
            await pair.Production.ExecuteAsync(Touch(400, $"changed {round}"));
            (await pair.SyncAsync())["notes"].ShouldSatisfyAllConditions(
                notes => notes.Reading.ShouldBe(ByWatermark), notes => notes.Conflicts.ShouldBe(1), notes => notes.Updated.ShouldBe(1));
        }

        (await pair.Local.RowsAsync("SELECT body FROM notes WHERE id = 300")).ShouldBe(["here"]);
    }

    [Fact]
    public async Task A_filtered_table_is_read_as_before()
    {
        await using var pair = await MadeAsync();
        pair.Options = new() { Identity = _touched.Identity, Watermark = _touched.Watermark, Where = new Dictionary<string, string> { ["notes"] = "id < 100" } };
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("UPDATE notes SET body = 'changed' WHERE id = 20");

        (await pair.SyncAsync())["notes"].ShouldSatisfyAllConditions(notes => notes.Reading.ShouldBe("only some of its rows are wanted"), notes => notes.Updated.ShouldBe(1));
    }

    [Fact]
    public async Task A_masked_column_is_not_kept_and_all_rows_are_compared()
    {
        await using var pair = await MadeAsync();
        pair.Adjust = request => request with
        {
            Masks = MaskingRules.Parse(new Dictionary<string, MaskOptions> { ["notes.touched"] = new() { Kind = MaskKind.Null } }), MaskKey = MaskKey.Parse(new Secret(new string('7', 64))),
        };
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("UPDATE notes SET body = 'changed' WHERE id = 20");

        var plan = await pair.PlanAsync();

        plan.Databases.Single().Findings.ShouldContain(finding => finding.Code == "sync.watermark-masked");
        plan.Databases.Single().Tables.Single().ShouldSatisfyAllConditions(notes => notes.Reading.ShouldBe(ByDigests), notes => notes.Updated.ShouldBe(1));
    }

    private static string Now => Moment(DateTime.UtcNow);

    private static string Touch(int id, string body) => $"UPDATE notes SET body = '{body}', touched = {Now} WHERE id = {id}";

    private static string Old(int id) => Moment(DateTime.UtcNow.Date.AddDays(-10).AddMinutes(id));

    private static string Moment(DateTime time) => $"'{time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}'";

    private async Task<SyncPair> MadeAsync()
    {
        var pair = await PairAsync();
        pair.Options = _touched;
        await pair.BothAsync("CREATE TABLE notes (id {id}, body VARCHAR(100), touched DATETIME)", "CREATE INDEX by_touched ON notes (touched)");
        await pair.Production.ExecuteAsync($"INSERT INTO notes VALUES {string.Join(", ", Enumerable.Range(1, Rows).Select(id => $"({id}, 'note {id}', {Old(id)})"))}");
        await pair.Production.AnalyzeAsync("notes");
        return pair;
    }
}
